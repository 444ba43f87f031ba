import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import type { DashboardPage } from './DashboardPage.js';

/** A screen of 1280×1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };

const openGroup = async (page: Page) => {
  await page.getByRole('button', { name: 'Groups' }).click();
  await page.getByRole('option').nth(1).click();
  await page.locator('.message-face .enlarge').first().waitFor();
};

const openContact = async (page: Page) => {
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Show details' }).click();
};

const PAGES: [name: string, hash: string, ready: string, enter?: (page: Page) => Promise<unknown>][] = [
  ['the inbox', '', '[role=option]'],
  ['a group', '', '.message', openGroup],
  ['the contacts', '#/contacts', '[role=listitem]'],
  ['the faces', '#/faces', '.run'],
];

/** The links of faces and the button of the header reach as far as their boxes, through `::after`. */
const LARGER_THAN_ITS_BOX = '.skip-link, .conversation-title *, .face-card a';

export function access(dashboard: () => DashboardPage) {
  it.each(PAGES)(
    '%s: axe in all colours, targets, names, text spacing (1.4.12) and reflow (1.4.10)',
    async (_, hash, ready, enter) => {
      const page = await dashboard().open({ hash, forcedColors: 'active' });
      await enter?.(page);
      await page.locator(ready).first().waitFor();
      expect(await dashboard().violations()).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ forcedColors: 'none', colorScheme });
        expect(await dashboard().violations(), colorScheme).toEqual([]);
      }
      expect(await smallTargets(page)).toEqual([]);
      expect(await namedTwice(page)).toEqual([]);

      await addTextSpacing(page);
      expect(await cutOff(page)).toEqual([]);

      await page.setViewportSize(ZOOMED);
      await page.reload();
      await page.locator(ready).first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(ZOOMED.width);
      expect(await beyondTheEdge(page)).toEqual([]);
    },
  );

  it.each([...PAGES, ['the details', '', '.details', openContact] as const])(
    '%s: nothing is out of reach with text of 200 % on 400 px (1.4.4)',
    async (_, hash, ready, enter) => {
      const page = await dashboard().open({
        hash,
        viewport: { width: 400, height: 800 },
        prepare: async (opened) => {
          const session = await opened.context().newCDPSession(opened);
          // As in the settings of the browser: media queries in rem know it too.
          await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
        },
      });
      await enter?.(page);
      await page.locator(ready).first().waitFor();
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
      expect(await beyondTheEdge(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    },
  );

  it('an enlarged face is whole, with its words and its button, at a zoom of 400 % (1.4.10)', async () => {
    const page = await dashboard().open({ viewport: ZOOMED });
    await openContact(page);
    await page.getByRole('button', { name: /^Enlarge the picture/ }).click();
    const parts = page.getByRole('dialog').locator('[role=img], .viewer-name, .hint, button');
    await parts.last().waitFor();
    const boxes = await parts.evaluateAll((all) => all.map((part) => part.getBoundingClientRect().toJSON()));
    expect(boxes).toHaveLength(4);
    for (const { left, top, right, bottom } of boxes) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(ZOOMED.width);
      expect(bottom).toBeLessThanOrEqual(ZOOMED.height);
    }
  });

  it('keeps three whole rows at a zoom of 400 %', async () => {
    const page = await dashboard().open({ viewport: ZOOMED });
    await page.getByRole('option').first().waitFor();
    const boxes = await page
      .getByRole('option')
      .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().toJSON()));
    const whole = boxes.filter(({ top, bottom }) => top >= 0 && bottom <= ZOOMED.height);
    expect(whole.length).toBeGreaterThanOrEqual(3);
  });

  it.each([{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const)(
    'passes axe with a toast, a hover card and an enlarged face: %o',
    async (colors) => {
      const page = await dashboard().open(colors);
      await page.getByRole('button', { name: /^Copy the chat id/ }).click();
      await page.locator('.toast').waitFor();
      await page.locator('.row-face').nth(1).hover();
      await page.getByRole('tooltip').waitFor();
      expect(await dashboard().violations()).toEqual([]);
      await page.locator('.details .enlarge').click();
      await page.getByRole('dialog').waitFor();
      expect(await dashboard().violations()).toEqual([]);
    },
  );

  it('has words for the dot of unread conversations', async () => {
    const page = await dashboard().open();
    await page.getByRole('button', { name: /^Inbox \d+ unread conversations$/ }).waitFor();
  });
}

/** Under 24 px, the minimum of WCAG 2.5.8. */
const smallTargets = (page: Page) =>
  page
    .locator(`:is(button, a[href], input, textarea, [role=option]):not(${LARGER_THAN_ITS_BOX})`)
    .evaluateAll((targets) =>
      targets
        .filter((target) => target.checkVisibility({ contentVisibilityAuto: true }))
        .map((target) => ({ target, box: target.getBoundingClientRect() }))
        .filter(({ box }) => Math.min(box.width, box.height) < 24)
        .map(({ target, box }) => `${target.outerHTML.slice(0, 80)}: ${box.width}×${box.height}`),
    );

const namedTwice = (page: Page) =>
  page
    .locator('[aria-label][title]')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.getAttribute('aria-label') === element.getAttribute('title'))
        .map((element) => element.outerHTML.slice(0, 80)),
    );

const addTextSpacing = (page: Page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });

/** Boxes that cut off their text, or that it leaves. Names and previews end in dots by design, and have tooltips. */
const cutOff = (page: Page) =>
  page.locator('main :is(button, h1, h2, h3, time, dt, dd, p, .row, .contact)').evaluateAll((boxes) =>
    boxes
      .filter((box) => box.matches('button, .row') || getComputedStyle(box).overflowY !== 'visible')
      .filter((box) => box.checkVisibility() && !box.closest('[data-chat-avatar], .visually-hidden'))
      .filter((box) => box.clientHeight > 0 && box.scrollHeight > box.clientHeight + 2)
      .map((box) => `${box.className}: ${box.textContent}: ${box.scrollHeight} in ${box.clientHeight}`),
  );

const beyondTheEdge = (page: Page) =>
  page
    .locator(':is(main, nav) *:not(.personal-text *)')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)),
    );

/** Words that are wider than their box, and so lie over what is beside it. */
const tooWide = (page: Page) =>
  page
    .locator(':is(h1, h2, h3, button, .run-facts > span, .hint)')
    .evaluateAll((boxes) =>
      boxes
        .filter(
          (box) => box.checkVisibility() && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1,
        )
        .map((box) => `${box.textContent}: ${box.scrollWidth} in ${box.clientWidth}`),
    );
