import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { CHATS, heldRoute } from './routes.js';
import { chatsPage, running } from './screens/fixture.js';
import { allPainted, openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const dashboard = setUpDashboard();

describe('layout', () => {
  it.each([
    ['inbox', '', 'option', 1280],
    ['inbox', '', 'option', 390],
    ['contacts', '#/contacts', 'listitem', 1280],
    ['contacts', '#/contacts', 'listitem', 390],
  ] as const)(
    'the %s%s: skeletons stand where the faces will be (%s, %i px)',
    async (_, hash, role, width) => {
      const { handler, release } = heldRoute((route) => route.continue());
      const page = await dashboard().open({
        hash,
        viewport: { width, height: 700 },
        prepare: (opened) => opened.route(CHATS, handler),
      });
      const skeletons = page.locator(':is(.rows, .contact-list) .skeleton-face');
      await skeletons.first().waitFor();
      const before = await boxes(skeletons, 4);
      const bottom = await skeletons.last().boundingBox();
      const beside = page
        .locator('.conversation-header, .thread, .composer, .profile :is(.skeleton-face, .enlargeable)')
        .filter({ visible: true });
      const besideBefore = await boxes(beside, 4);
      release();
      const faces = page.getByRole(role).locator('[data-chat-avatar]');
      await faces.nth(4).waitFor();
      expect(await boxes(faces, 4)).toEqual(before);
      expect(besideBefore).toHaveLength(hash === '' && width === 1280 ? 4 : 0);
      expect(await boxes(beside, 4), 'the conversation and its details').toEqual(besideBefore);
      expect((bottom?.y ?? 0) + (bottom?.height ?? 0), 'the skeleton fills the page').toBeGreaterThan(600);
    },
  );

  it('the tiles of the faces fill their rows from 320 to 1440 px', async () => {
    const page = await dashboard().open({ hash: '#/faces', viewport: { width: 1440, height: 700 } });
    const tiles = page.locator('.tile');
    // Without the numbers, the tiles of rare outcomes are not there yet.
    await page.locator('.tile:enabled').first().waitFor();
    for (const width of [1440, 1100, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 700 });
      const measured = await boxes(tiles, await tiles.count());
      const ends = measured.map(({ y }) =>
        Math.max(...measured.filter((tile) => tile.y === y).map((tile) => tile.x + tile.width)),
      );
      expect(new Set(ends).size, `${width} px`).toBe(1);
      const labels = await tiles.locator('.tile-label').evaluateAll(linesOf);
      expect(labels, `${width} px`).toEqual(labels.map(() => 1));
    }
  });

  it.each([1440, 768])('nothing moves while the faces load on %i px', async (width) => {
    const { handler, release } = heldRoute((route) => route.continue());
    const page = await dashboard().open({
      hash: '#/faces',
      viewport: { width, height: 700 },
      prepare: (opened) => opened.route('**/api/faces**', handler),
    });
    const skeletons = page.locator('.face-card .skeleton-face');
    await skeletons.first().waitFor();
    const [before] = await boxes(skeletons, 1);
    const bottom = await skeletons.last().boundingBox();
    expect((bottom?.y ?? 0) + (bottom?.height ?? 0), 'the skeleton fills the page').toBeGreaterThan(600);
    expect(await page.locator('.run .skeleton-line').count(), 'in the panel of the run').toBe(2);
    release();
    const faces = page.locator('.face-card [data-chat-avatar]');
    await faces.first().waitFor();
    const [after] = await boxes(faces, 1);
    expect([after?.x, after?.y]).toEqual([before?.x, before?.y]);
  });

  it.each([
    ['the inbox', '', 1280, 600],
    ['the inbox', '', 1000, 640],
    ['the inbox', '', 320, 640],
    ['the contacts', '#/contacts', 1280, 600],
    ['the faces', '#/faces', 1280, 600],
  ])('%s %s: its parts scroll, and never the page, on %i×%i px', async (_, hash, width, height) => {
    const page = await openScreen(dashboard(), { hash, viewport: { width, height } });
    await allPainted(page);
    expect(await hintsCutOff(page)).toEqual([]);
    if (hash === '') {
      await page.getByRole('option').nth(1).click();
      await page.getByRole('log').waitFor();
      if (width < 1100) await page.getByRole('button', { name: 'Show details' }).click();
      await page.locator('.details').waitFor();
    }
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  it('the conversation is wider than the list and the details beside it, from 768 to 1440 px', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1440, height: 720 } });
    await page.getByRole('option').nth(1).click();
    await page.locator('.details').waitFor();
    for (const width of [1440, 1280, 1150, 1100, 1000, 900, 768]) {
      await page.setViewportSize({ width, height: 720 });
      await page.locator('.details').waitFor({ state: width < 1100 ? 'detached' : 'visible' });
      const [conversation] = await boxes(page.locator('.conversation'), 1);
      const [list, details] = await boxes(page.locator('.list-pane, .details'), 2);
      const beside = Math.max(list?.width ?? 0, details?.width ?? 0);
      expect(conversation?.width, `${width} px`).toBeGreaterThan(beside * 1.2);
      expect(list?.width, `${width} px`).toBeGreaterThanOrEqual(272);
      expect(await hintsCutOff(page), `${width} px`).toEqual([]);
    }
  });

  it('prints all of a conversation, and no control', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1200, height: 400 } });
    const thread = page.getByRole('log');
    const scrolls = () => thread.evaluate((element) => element.scrollHeight > element.clientHeight);
    await thread.waitFor();
    expect(await scrolls()).toBe(true);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await scrolls()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(400);
    expect(await page.locator('.icon-button:visible').count()).toBe(0);
    for (const part of ['.rail', '.list-pane', '.details', '.composer']) {
      expect(await page.locator(part).isVisible(), part).toBe(false);
    }
    const colors = () => thread.evaluate((element) => getComputedStyle(element).color);
    expect(await colors(), 'dark letters on white paper').toBe('rgb(20, 32, 27)');
  });

  it('the notices of an empty inbox stand at one height', async () => {
    const page = await openScreen(dashboard(), {
      answerChats: (route) => route.fulfill({ json: { ...chatsPage, chats: [] } }),
    });
    await page.getByText('This account has no conversation yet.').waitFor();
    for (const [width, height] of [
      [1200, 720],
      [900, 560],
      [768, 560],
    ] as const) {
      await page.setViewportSize({ width, height });
      const [inList, beside] = (await boxes(page.locator('.notice'), 2)).map(({ y, height: h }) => y + h / 2);
      expect(Math.abs((beside ?? 0) - (inList ?? 99)), `${width}×${height} px`).toBeLessThanOrEqual(1);
    }
  });

  it('the number of a contact without a name stands once in the header', async () => {
    const page = await openScreen(dashboard(), {
      answerChats: (route) => route.fulfill({ json: { ...chatsPage, isDemo: false } }),
    });
    const header = page.locator('.conversation-header');
    const words = header.locator('.conversation-words');
    await page.getByRole('option', { name: '+1 415 555 0123' }).click();
    await header.getByRole('heading', { name: '+1 415 555 0123' }).waitFor();
    expect(await words.textContent()).toBe('+1 415 555 0123');
    await page.getByRole('option', { name: 'Quinn' }).click();
    await header.getByRole('heading', { name: 'Quinn' }).waitFor();
    expect(await words.textContent(), 'the number of others').toMatch(/^Quinn\+49/);
  });

  it('a run says that it reads the list before it knows how many conversations there are', async () => {
    const page = await openScreen(dashboard(), { hash: '#/faces' });
    const progress = { ...running.progress, total: 0, done: 0, name: '' };
    await page.route('**/api/faces/run', (route) => route.fulfill({ json: { ...running, progress } }));
    await page.reload();
    await page.locator('.run-progress').getByText('Reading the list of conversations…').waitFor();
    expect(await page.locator('.run-progress').textContent()).toBe('Reading the list of conversations…');
    expect(await page.getByRole('progressbar').getAttribute('value')).toBeNull();
  });

  it('the time of a group stands as high as that of a person', async () => {
    const page = await openScreen(dashboard());
    const heightOf = (name: string) =>
      page
        .getByRole('option')
        .filter({ has: page.locator('.row-name').getByText(name, { exact: true }) })
        .evaluate(
          (row) =>
            Number(row.querySelector('time')?.getBoundingClientRect().top) - row.getBoundingClientRect().top,
        );
    expect(await heightOf('Harbour Street Market')).toBeCloseTo(await heightOf('Mona Howard Kane'), 0);
  });

  it('no name of a face is cut off to make room for its outcome', async () => {
    const page = await dashboard().open({ hash: '#/faces', viewport: { width: 1440, height: 700 } });
    await page.locator('.face-card a').first().waitFor();
    for (const width of [1440, 1024, 768]) {
      await page.setViewportSize({ width, height: 700 });
      const cut = await page.locator('.face-card a .personal-text').evaluateAll((names) =>
        names
          .filter((name) => name.scrollWidth > name.clientWidth)
          .map((name) => [
            name.textContent,
            (name.closest('.face-card-text')?.clientWidth ?? 0) - name.clientWidth,
          ])
          .filter(([, room]) => Number(room) > 1),
      );
      expect(cut, `${width} px`).toEqual([]);
    }
  });

  it('"Demo data" stands beside the title of the inbox in Arabic on 320 px', async () => {
    const page = await dashboard().open({ viewport: { width: 320, height: 640 } });
    await page.getByRole('option').first().waitFor();
    await page.getByRole('button', { name: /^Right to left/ }).click();
    const title = page.getByRole('heading', { name: 'صندوق الوارد' });
    await title.waitFor();
    // As in a font with wider letters.
    for (const letterSpacing of ['0', '1px', '2px']) {
      await page.locator('.list-title').evaluate((element, space) => {
        element.style.letterSpacing = space;
      }, letterSpacing);
      const [heading] = await boxes(title, 1);
      const [chip] = await boxes(page.locator('.demo-chip'), 1);
      expect(chip?.y).toBeLessThan((heading?.y ?? 0) + (heading?.height ?? 0));
      expect(chip?.x).toBe(16);
    }
  });

  it('a conversation stays at its end while the window changes its size, and where it was scrolled to', async () => {
    const page = await dashboard().open({ viewport: { width: 1440, height: 900 } });
    await page.getByRole('option').first().click();
    const thread = page.getByRole('log');
    await thread.locator('.message').first().waitFor();
    const belowTheEnd = () =>
      thread.evaluate(async (box) => {
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        return Math.round(box.scrollHeight - box.scrollTop - box.clientHeight);
      });
    for (const [width, height] of [
      [1000, 640],
      [1440, 420],
      [390, 500],
      [1200, 360],
      [800, 640],
      [390, 360],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await belowTheEnd(), `${width}×${height}`).toBeLessThanOrEqual(1);
    }
    await thread.evaluate((box) => box.scrollTo({ top: 0 }));
    expect(await belowTheEnd()).toBeGreaterThan(100);
    await page.setViewportSize({ width: 390, height: 400 });
    expect(await belowTheEnd()).toBeGreaterThan(60);
  });

  it('the labels of the navigation stand on one line in Arabic on 320 px', async () => {
    const page = await dashboard().open({ viewport: { width: 320, height: 640 } });
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.getByRole('heading', { name: 'صندوق الوارد' }).waitFor();
    const labels = page.locator('.rail-label');
    const lines = await labels.evaluateAll(linesOf);
    expect(lines).toEqual([1, 1, 1]);
    const measured = await boxes(page.locator('.rail > *:visible'), 5);
    const sorted = measured.sort((one, other) => one.x - other.x);
    for (const [index, { x, width }] of sorted.entries()) {
      expect(x + width).toBeLessThanOrEqual(sorted[index + 1]?.x ?? 320);
    }
  });
});

/** Of the first `count`, rounded to px. */
async function boxes(elements: Locator, count: number) {
  const all = await elements.evaluateAll((found) =>
    found.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
    }),
  );
  return all.slice(0, count);
}

/** The lines of the text of each. */
const linesOf = (elements: Element[]) =>
  elements.map((element) => {
    const text = document.createRange();
    text.selectNodeContents([...element.childNodes].find(({ nodeType }) => nodeType === 3) ?? element);
    return text.getClientRects().length;
  });

/** The words in empty fields that are longer than their field. */
const hintsCutOff = (page: Page) =>
  page.locator('input:placeholder-shown').evaluateAll((fields) =>
    fields
      .map((field) => {
        const words = document.body.appendChild(document.createElement('span'));
        words.style.cssText = 'position: absolute; white-space: nowrap';
        words.style.font = getComputedStyle(field).font;
        words.textContent = field.getAttribute('placeholder');
        const { width } = words.getBoundingClientRect();
        words.remove();
        return { hint: words.textContent, width, room: field.clientWidth };
      })
      .filter(({ width, room }) => width > room),
  );
