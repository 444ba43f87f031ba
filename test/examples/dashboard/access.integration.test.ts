import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { TEXT_SPACING_SHEET } from '../../support/textSpacing.js';
import type { DashboardPage } from './DashboardPage.js';
import { CHATS, HTML_ERROR, heldRoute } from './routes.js';
import { chatsPage, faces, run, running } from './screens/fixture.js';
import { setUpDashboard } from './setUpDashboard.js';

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

const openGroupDetails = async (page: Page) => {
  await openGroup(page);
  await page.getByRole('button', { name: 'Show details' }).click();
};

const PAGES: [name: string, hash: string, ready: string, enter?: (page: Page) => Promise<unknown>][] = [
  ['the inbox', '', '[role=option]'],
  ['a group', '', '.message', openGroup],
  ['the contacts', '#/contacts', '[role=listitem]'],
  ['the faces', '#/faces', '.run'],
];

const dashboard = setUpDashboard();

describe('access', () => {
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
      expect(await tooWide(page)).toEqual([]);
      expect(await beyondTheEdge(page)).toEqual([]);

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
      const icons = page.locator('.icon:visible');
      const widths = await icons.evaluateAll((all) => all.map((icon) => icon.getBoundingClientRect().width));
      expect(Math.min(...widths), 'the smallest icon has 13 px beside text of 100 %').toBeGreaterThanOrEqual(
        26,
      );
      const faces = page.locator('[data-chat-avatar]:visible');
      const sizes = await faces.evaluateAll((all) => all.map((face) => face.getBoundingClientRect().width));
      expect(Math.min(...sizes), 'the smallest face has 30 px beside text of 100 %').toBeGreaterThanOrEqual(
        60,
      );
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

  it.each([
    ['the inbox', '', 'option', 'ltr'],
    ['the contacts', '#/contacts', 'listitem', 'ltr'],
    ['the inbox', '', 'option', 'rtl'],
    ['the contacts', '#/contacts', 'listitem', 'rtl'],
  ] as const)(
    '%s%s: keeps three whole %s rows at a zoom of 400 %, offline, and when the list could not be updated: %s',
    async (_, hash, role, direction) => {
      const page = await dashboard().open({ hash, viewport: ZOOMED });
      if (direction === 'rtl') await page.getByRole('button', { name: /^Right to left/ }).click();
      await page.locator(`[dir=${direction}] [role=${role}]`).first().waitFor();
      const wholeRows = () =>
        page.getByRole(role).evaluateAll((rows) => {
          const edge = document.querySelector('.toasts')?.getBoundingClientRect().top ?? innerHeight;
          return rows.filter((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return top >= 0 && bottom <= edge;
          }).length;
        });
      expect(await wholeRows(), 'online').toBeGreaterThanOrEqual(3);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(ZOOMED.width);
      expect(await beyondTheEdge(page)).toEqual([]);
      await page.context().setOffline(true);
      await page.locator('.offline-banner p').waitFor();
      expect(await wholeRows(), 'offline').toBeGreaterThanOrEqual(3);
      await page.context().setOffline(false);
      await page.locator('.offline-banner p').waitFor({ state: 'detached' });
      await expect.poll(() => dashboard().saved()).toContain('"chats"');
      await page.route(CHATS, (route) => route.fulfill(HTML_ERROR));
      await page.reload();
      const again = page.getByRole('alert').getByRole('button', { name: /^(Try again|إعادة المحاولة)$/ });
      await again.waitFor();
      await page.getByRole(role).first().waitFor();
      expect(await wholeRows(), 'not updated').toBeGreaterThanOrEqual(3);
      expect((await again.boundingBox())?.height).toBeGreaterThanOrEqual(24);
      await page.context().setOffline(true);
      await page.locator('.offline-banner p').waitFor();
      expect(await wholeRows(), 'not updated, offline').toBeGreaterThanOrEqual(3);
    },
  );

  it.each([{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const)(
    'a toast, a hover card, covering details and an enlarged face: axe, targets and text spacing: %o',
    async (colors) => {
      const page = await dashboard().open({ ...colors, viewport: { width: 1000, height: 800 } });
      const passes = async (words: string) => {
        expect(await dashboard().violations()).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
        expect(await namedTwice(page)).toEqual([]);
        const remove = await addTextSpacing(page);
        expect(await cutOff(page, words)).toEqual([]);
        expect(await outside(page, words)).toEqual([]);
        await remove();
      };
      await page.getByRole('button', { name: 'Show details' }).click();
      await page.getByRole('button', { name: /^Copy the chat id/ }).click();
      await page.locator('.toast').hover();
      await passes('.toast :is(p, button), .details :is(button, h2, h3, p, dt, dd, time)');
      await page.getByRole('option').nth(1).locator('.row-face').hover();
      await page.getByRole('tooltip').waitFor();
      await passes('.hover-card :is(.hover-card-name, p, bdi)');
      // Escape would close the details as well.
      await page.mouse.move(5, 5);
      await expect.poll(() => page.getByRole('tooltip').count()).toBe(0);
      await page.locator('.details .enlarge').click();
      await page.getByRole('dialog').waitFor();
      await passes('.viewer :is(.viewer-name, p, button)');
    },
  );

  it.each([
    ['', 'conversations'],
    ['#/contacts', 'contacts'],
  ])(
    'axe passes while the list loads, fails, is searched and is offline, in all colours: %s',
    async (hash, title) => {
      const { handler, release } = heldRoute((route) => route.fulfill(HTML_ERROR));
      const page = await dashboard().open({
        hash,
        prepare: (opened) => opened.route(CHATS, handler),
      });
      await page.getByRole('status', { name: `Loading ${title}` }).waitFor();
      expect(await violationsInAllColours(dashboard()), 'loading').toEqual([]);
      release();
      const again = page.getByRole('button', { name: 'Try again' });
      await again.waitFor();
      expect(await violationsInAllColours(dashboard()), 'failing').toEqual([]);
      await page.unroute(CHATS);
      await again.click();
      const search = page.getByRole('textbox', { name: /^Search/ });
      await search.fill('an');
      await page.locator('mark').first().waitFor();
      expect(await violationsInAllColours(dashboard()), 'search').toEqual([]);
      await search.fill('nobody at all');
      await page.getByText('Nothing found').waitFor();
      await page.context().setOffline(true);
      await page.locator('.offline-banner p').waitFor();
      expect(await violationsInAllColours(dashboard()), 'nothing found, offline').toEqual([]);
    },
  );

  it.each([
    ['', 'option'],
    ['#/contacts', 'listitem'],
  ] as const)('axe passes while a list could not be updated, in all colours: %s', async (hash, role) => {
    const page = await dashboard().open({ hash });
    await page.getByRole(role).first().waitFor();
    await expect.poll(() => dashboard().saved()).toContain('"chats"');
    await page.route(CHATS, (route) => route.fulfill(HTML_ERROR));
    await page.reload();
    await page.locator('.update-failed').waitFor();
    await page.getByRole(role).first().waitFor();
    expect(await violationsInAllColours(dashboard())).toEqual([]);
  });

  it('axe passes in an empty inbox, in all colours', async () => {
    const page = await dashboard().open({
      prepare: (opened) =>
        opened.route(CHATS, (route) => route.fulfill({ json: { ...chatsPage, chats: [] } })),
    });
    await page.getByText('This account has no conversation yet.').waitFor();
    expect(await violationsInAllColours(dashboard())).toEqual([]);
  });

  it('axe passes while the list of a group is open, and while a filter is pressed, in all colours', async () => {
    const page = await dashboard().open();
    const pressed = (name: RegExp) => page.getByRole('button', { name, pressed: true });
    for (const name of [/^Unread/, /^Groups/]) {
      await page.getByRole('button', { name, pressed: false }).click();
      await pressed(name).waitFor();
      expect(await violationsInAllColours(dashboard()), String(name)).toEqual([]);
    }
    await page.getByRole('option').nth(1).click();
    await page.locator('.details [data-chat-avatar-rest]').click();
    await page.locator('[data-chat-avatar-popover]').waitFor();
    expect(await violationsInAllColours(dashboard()), 'the list of a group').toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
  });

  it('the faces: axe while a filter is pressed, and each part is within reach at a zoom of 400 %', async () => {
    const page = await dashboard().open({
      hash: '#/faces',
      prepare: async (opened) => {
        await opened.route('**/api/faces', (route) => route.fulfill({ json: faces }));
        await opened.route('**/api/faces/run', (route) => route.fulfill({ json: run }));
      },
    });
    await page.getByRole('button', { name: 'Kept' }).click();
    await page.getByRole('button', { name: 'Kept', pressed: true }).waitFor();
    expect(await violationsInAllColours(dashboard())).toEqual([]);

    await page.setViewportSize(ZOOMED);
    await page.getByRole('button', { name: /All$/ }).click();
    for (const direction of ['ltr', 'rtl']) {
      await page.evaluate((dir) => document.documentElement.setAttribute('dir', dir), direction);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(ZOOMED.width);
      expect(await beyondTheEdge(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      for (const part of ['.run-button', '.run h2', '.tile', '.face-card', '.face-card:last-child']) {
        // The list measures its cards as they come into view, which may move them.
        await expect.poll(() => whole(page, part), { message: `${part}, ${direction}` }).toEqual([]);
      }
    }
  });

  it('axe passes while the faces load, fail, and come in during a run, in all colours', async () => {
    const { handler, release } = heldRoute((route) => route.fulfill(HTML_ERROR));
    const page = await dashboard().open({
      hash: '#/faces',
      prepare: (opened) => opened.route('**/api/faces**', handler),
    });
    await page.getByRole('status', { name: /^Loading/ }).waitFor();
    expect(await violationsInAllColours(dashboard()), 'loading').toEqual([]);
    release();
    const again = page.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    expect(await violationsInAllColours(dashboard()), 'failing').toEqual([]);
    await page.unroute('**/api/faces**');
    await page.route('**/api/faces', (route) => route.fulfill({ json: faces }));
    await page.route('**/api/faces/run', (route) => route.fulfill({ json: running }));
    await again.click();
    await page.getByRole('progressbar').waitFor();
    await page.locator('.face-card a').first().waitFor();
    expect(await violationsInAllColours(dashboard()), 'a run').toEqual([]);
  });

  it.each(['', '#/contacts', '#/faces'])(
    'axe passes in Arabic on a phone, in all colours: %s',
    async (hash) => {
      const page = await dashboard().open({ viewport: { width: 320, height: 640 } });
      const picture = page.locator('[data-chat-avatar][data-state="picture"]').first();
      // The page of faces lists what the inbox has shown.
      await picture.waitFor();
      await page.goto(`${dashboard().origin}/${hash}`);
      await page.getByRole('button', { name: /^Right to left/ }).click();
      await page.locator('[dir=rtl]').first().waitFor();
      await picture.waitFor();
      expect(await violationsInAllColours(dashboard())).toEqual([]);
    },
  );

  it.each(
    [
      ...PAGES,
      ['the details', '', '.details', openContact] as const,
      ['the details of a group', '', '.member', openGroupDetails] as const,
    ].flatMap(([name, hash, ready, enter]) =>
      (['ltr', 'rtl'] as const).map((direction) => [name, direction, hash, ready, enter] as const),
    ),
  )('%s, %s: targets of 24 px for a finger on 320 px', async (_, direction, hash, ready, enter) => {
    const page = await dashboard().open({
      hash,
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    await page.getByRole('button', { name: /^Right to left/ }).waitFor();
    await enter?.(page);
    if (direction === 'rtl') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await page.locator(ready).first().waitFor();
    expect(await smallTargets(page)).toEqual([]);
    expect(await namedTwice(page)).toEqual([]);
  });

  it('has words for the dot of unread conversations', async () => {
    const page = await dashboard().open();
    await page.getByRole('button', { name: /^Inbox \d+ unread conversations$/ }).waitFor();
  });
});

async function violationsInAllColours(dashboard: DashboardPage): Promise<string[]> {
  const found: string[] = [];
  for (const [name, colours] of [
    ['light', { colorScheme: 'light', forcedColors: 'none' }],
    ['dark', { colorScheme: 'dark', forcedColors: 'none' }],
    ['forced', { colorScheme: 'light', forcedColors: 'active' }],
  ] as const) {
    await dashboard.page.emulateMedia(colours);
    found.push(...(await dashboard.violations()).map((violation) => `${name}: ${violation}`));
  }
  return found;
}

/** Scrolls to a part, and lists what of it lies outside the window or under another element. */
const whole = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      element.scrollIntoView({ block: 'nearest' });
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const points = [
        [left + 2, top + 2],
        [right - 2, top + 2],
        [left + 2, bottom - 2],
        [right - 2, bottom - 2],
      ] as const;
      return points.filter(([x, y]) => {
        const over = document.elementFromPoint(x, y);
        return over === null || !(element.contains(over) || over.contains(element));
      });
    });

/** Under 24 px, the minimum of WCAG 2.5.8. */
const smallTargets = (page: Page) =>
  page.locator('button, a[href], input, textarea, [role=option]').evaluateAll((targets) =>
    targets
      .filter((target) => target.checkVisibility({ contentVisibilityAuto: true }))
      // It is shown to the focus alone.
      .filter((target) => !target.matches('.skip-link:not(:focus)'))
      .map((target) => {
        const { width, height } = target.getBoundingClientRect();
        // Links of faces and the button of the header are enlarged by `::after`.
        const after = getComputedStyle(target, '::after');
        const isEnlarged = after.content !== 'none' && after.position === 'absolute';
        return {
          target,
          width: Math.max(width, isEnlarged ? Number.parseFloat(after.width) : 0),
          height: Math.max(height, isEnlarged ? Number.parseFloat(after.height) : 0),
        };
      })
      .filter(({ width, height }) => !(Math.min(width, height) >= 24))
      .map(({ target, width, height }) => `${target.outerHTML.slice(0, 80)}: ${width}×${height}`),
  );

/** Elements whose `title`, or whose description, says again what their name says. */
const namedTwice = (page: Page) =>
  page.locator('[title], [aria-label], [aria-describedby]').evaluateAll((elements) => {
    const wordsOf = (text: string | null | undefined) => text?.trim().replace(/\s+/g, ' ') || undefined;
    return elements
      .filter((element) => {
        const label = wordsOf(element.getAttribute('aria-label'));
        const text = wordsOf(element.textContent);
        const name = label ?? text;
        const described = (element.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => wordsOf(document.getElementById(id)?.textContent));
        const isInteractive = element.matches('button, a, [role]');
        const others = [...(isInteractive ? [wordsOf(element.getAttribute('title'))] : []), ...described];
        return name !== undefined && others.includes(name);
      })
      .map((element) => element.outerHTML.slice(0, 80));
  });

/** The distances of WCAG 1.4.12. Returns what takes them away again. */
const addTextSpacing = async (page: Page) => {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }, TEXT_SPACING_SHEET);
  return () =>
    page.evaluate(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    });
};

/** Boxes that cut off their text, or that it leaves. Names and previews end in dots by design, and have tooltips. */
const cutOff = (page: Page, words = 'main :is(button, h1, h2, h3, time, dt, dd, p, .row, .contact)') =>
  page.locator(words).evaluateAll((boxes) =>
    boxes
      .filter((box) => box.matches('button, .row') || getComputedStyle(box).overflowY !== 'visible')
      .filter((box) => box.checkVisibility() && !box.closest('[data-chat-avatar], .visually-hidden'))
      .filter((box) => box.clientHeight > 0 && box.scrollHeight > box.clientHeight + 2)
      .map((box) => `${box.className}: ${box.textContent}: ${box.scrollHeight} in ${box.clientHeight}`),
  );

/** Words that leave the box that they are shown in. */
const outside = (page: Page, words: string) =>
  page.locator(words).evaluateAll((boxes) =>
    boxes
      .filter((box) => box.checkVisibility() && !box.closest('[data-chat-avatar], .visually-hidden'))
      .filter((box) => {
        const inner = box.getBoundingClientRect();
        const layer = box.closest('.toast, .hover-card, .viewer, .details')?.getBoundingClientRect();
        return layer !== undefined && (inner.right > layer.right + 1 || inner.left < layer.left - 1);
      })
      .map((box) => box.outerHTML.slice(0, 80)),
  );

const beyondTheEdge = (page: Page) =>
  page.locator(':is(main, nav) *:not(.personal-text *)').evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return right > innerWidth + 1 || (document.documentElement.dir === 'rtl' && left < -1);
      })
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
