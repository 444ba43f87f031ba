import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { setUpDashboard } from './setUpDashboard.js';

const enlarge = (page: Page) =>
  page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: /^Enlarge the picture/ });

/** Of the file that the image shows. Its own `naturalWidth` is scaled by `sizes`. */
const pixelsAcross = (image: Locator) =>
  image.evaluate(async (img: HTMLImageElement) => {
    const file = new Image();
    file.src = img.currentSrc;
    await file.decode();
    return file.naturalWidth;
  });

/** Leaves two toasts. */
const copyBoth = async (page: Page) => {
  for (const copy of [/^Copy the number/, /^Copy the chat id/]) {
    await page.getByRole('button', { name: copy }).click();
  }
  await page.locator('.toast').nth(1).waitFor();
};

const dashboard = setUpDashboard();

describe('overlays', () => {
  it('enlarges a face to a square of 640 px, and gives the focus back on Escape', async () => {
    const page = await dashboard().open();
    await enlarge(page).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Picture of Olivia Turner' });
    const face = dialog.getByRole('img', { name: 'Olivia Turner' });
    expect(await face.boundingBox()).toMatchObject({ width: 640, height: 640 });
    await face.and(page.locator('[data-state="picture"]')).waitFor();
    expect(await pixelsAcross(face.locator('img').last())).toBe(640);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await dashboard().focused()).toBe('Enlarge the picture of Olivia Turner');
    expect(dashboard().watched.complaints).toEqual([]);
  });

  it('fits an enlarged face into a small window, and closes it on a click beside it', async () => {
    const page = await dashboard().open({ viewport: { width: 1200, height: 500 } });
    await enlarge(page).click();
    const dialog = page.getByRole('dialog');
    const box = await dialog.boundingBox();
    expect(box?.height).toBeLessThanOrEqual(500);
    const face = await dialog.getByRole('img').boundingBox();
    expect(face?.width).toBe(face?.height);
    await page.mouse.click(20, 250);
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('shows a hover card that stays under the pointer and closes on Escape (WCAG 1.4.13)', async () => {
    const page = await dashboard().open();
    await page.locator('.details [data-state="picture"]').waitFor();
    const face = page.locator('.row-face').nth(1);
    const card = page.getByRole('tooltip');
    await face.hover();
    await card.getByText(/^\+\d{2,3} \d/).waitFor();
    await card.getByText(/^Profile picture\. Checked with WhatsApp/).waitFor();
    // The way to the card is longer than a moment of grace on a busy machine, so that the pointer moves at once.
    const box = await card.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await page.locator('.hover-card:hover').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => card.count()).toBe(0);
  });

  it.each(['ltr', 'rtl'])(
    'covers no word of a row with its hover card, and no other face: %s',
    async (direction) => {
      const page = await dashboard().open();
      if (direction === 'rtl') await page.getByRole('button', { name: /^Right to left/ }).click();
      const rows = page.locator(`[dir=${direction}] [role=option]`);
      await rows.first().waitFor();
      const height = await page.getByRole('listbox').evaluate((list) => list.clientHeight);
      const card = page.getByRole('tooltip');
      for (const row of [rows.first(), rows.nth(Math.floor(height / 72) - 1)]) {
        await row.locator('.row-face').hover();
        await card.waitFor();
        for (const part of [row.locator('.row-text'), ...(await rows.locator('.row-face').all())]) {
          const [covered, over] = [await part.boundingBox(), await card.boundingBox()];
          if (covered === null || over === null) throw new Error('It is not there.');
          const isApart =
            over.x >= covered.x + covered.width ||
            covered.x >= over.x + over.width ||
            over.y >= covered.y + covered.height ||
            covered.y >= over.y + over.height;
          expect(isApart, JSON.stringify({ covered, over })).toBe(true);
        }
        await page.keyboard.press('Escape');
        await expect.poll(() => card.count()).toBe(0);
        await page.mouse.move(5, 5);
      }
    },
  );

  it('keeps the hover card for 200 ms on the way to it, and while the pointer is on it', async () => {
    const page = await dashboard().open({ prepare: (opened) => opened.clock.install() });
    const card = page.getByRole('tooltip');
    await page.locator('.row-face').nth(1).hover();
    await card.waitFor();
    const box = await card.boundingBox();
    // Far enough ahead for a slow machine; from here on, time passes only with `runFor`.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    await page.mouse.move(0, 0);
    await page.clock.runFor(190);
    expect(await card.count()).toBe(1);
    await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 20);
    await page.clock.runFor(1_000);
    expect(await card.count()).toBe(1);
    await page.mouse.move(0, 0);
    await page.clock.runFor(210);
    await expect.poll(() => card.count()).toBe(0);
  });

  it('shows the hover card to the keyboard too, as a description', async () => {
    const page = await dashboard().open();
    const button = page.getByRole('heading', { level: 2, name: 'Olivia Turner' }).getByRole('button');
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Tab');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('tooltip').waitFor();
    expect(await button.getAttribute('aria-describedby')).toBe(
      await page.getByRole('tooltip').getAttribute('id'),
    );
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByRole('tooltip').count()).toBe(0);
  });

  it.each([
    ['a contact', '.contact', (page: Page) => page.getByRole('button', { name: 'Contacts' }).click()],
    [
      'a member of a group',
      '.member',
      (page: Page) => page.getByRole('option').filter({ hasText: 'Group:' }).first().click(),
    ],
  ])('shows the hover card of %s, by pointer and by keyboard', async (_, selector, enter) => {
    const page = await dashboard().open();
    await page.getByRole('option').first().waitFor();
    await enter(page);
    const [first, second] = [page.locator(selector).first(), page.locator(selector).nth(1)];
    const nameOf = (item: Locator) => item.locator('.personal-text').textContent();
    const card = page.getByRole('tooltip');
    await first.hover();
    await expect
      .poll(() => card.locator('.hover-card-name').allTextContents())
      .toEqual([await nameOf(first)]);
    expect(await first.getAttribute('aria-describedby')).toBe(await card.getAttribute('id'));
    await page.keyboard.press('Escape');
    await expect.poll(() => card.count()).toBe(0);
    await page.mouse.move(5, 5);
    await first.focus();
    await page.keyboard.press(selector === '.contact' ? 'ArrowRight' : 'Tab');
    await expect
      .poll(() => card.locator('.hover-card-name').allTextContents())
      .toEqual([await nameOf(second)]);
  });

  it('shows no hover card over an enlarged face, which says the same', async () => {
    const page = await dashboard().open({ prepare: (opened) => opened.clock.install() });
    await enlarge(page).hover();
    await page.getByRole('tooltip').waitFor();
    await enlarge(page).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^Profile picture\. Checked with WhatsApp/).waitFor();
    expect(await page.getByRole('tooltip').count()).toBe(0);
    await dialog.getByRole('img').hover();
    // Longer than a pointer rests before a card.
    await page.clock.runFor(2_000);
    expect(await page.getByRole('tooltip').count()).toBe(0);
  });

  it('puts a name that runs against the page on the side of the words below it', async () => {
    const page = await dashboard().open();
    const card = page.getByRole('tooltip');
    await page.locator('.row-face').nth(1).hover();
    await card.getByText('יונתן אברהם').waitFor();
    expect(await startOf(card.locator('.hover-card-name'))).toBe(await startOf(card.locator('.hint')));
    await page.getByRole('option').nth(1).click();
    await page.getByRole('button', { name: 'Enlarge the picture of יונתן אברהם' }).click();
    const dialog = page.getByRole('dialog');
    expect(await startOf(dialog.locator('.viewer-name'))).toBe(await startOf(dialog.locator('.hint')));
  });

  it('opens and closes the details with a click on the header', async () => {
    const page = await dashboard().open();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.waitFor();
    await page.locator('.conversation-who').click();
    await expect.poll(() => details.count()).toBe(0);
    await page.locator('.conversation-who').click();
    await details.waitFor();
  });

  it('opens the bubble of a refresh by a tap, and closes it by a tap elsewhere', async () => {
    const page = await dashboard().open({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    // Not the first chat: another test refreshes it, and the server answers a second refresh within a minute as throttled.
    const others = page.getByRole('option').filter({ has: page.locator('[data-state="picture"]') });
    await others.nth(1).tap();
    await page.getByRole('button', { name: 'Show details' }).tap();
    await page.locator('.details [data-state="picture"]').waitFor();
    const bubble = page.locator('.details [data-chat-avatar-bubble]');
    await page.locator('.details [data-chat-avatar-refresh]').tap();
    await bubble.filter({ hasText: 'Same picture, checked just now.' }).waitFor();
    await page.getByText('About', { exact: true }).tap();
    await bubble.waitFor({ state: 'hidden' });
  });

  describe.each([
    [320, 256],
    [320, 640],
    [375, 667],
    [768, 600],
    [1000, 640],
    [1440, 900],
  ])('in a window of %i×%i px, in both directions', (width, height) => {
    it('covers no control with the bubble of a refresh or its toast', async () => {
      const isTouch = width < 768;
      const page = await dashboard().open({
        viewport: { width, height },
        hasTouch: isTouch,
        isMobile: isTouch,
      });
      const others = page.getByRole('option').filter({ has: page.locator('[data-state="picture"]') });
      for (const direction of ['ltr', 'rtl']) {
        if (direction === 'rtl') {
          await page.goto(`${dashboard().origin}/`);
          await page.reload();
          await page.getByRole('button', { name: /^Right to left/ }).click();
        }
        await page.locator(`[dir=${direction}]`).first().waitFor();
        await others.nth(2).click();
        if ((await page.locator('.details').count()) === 0) {
          await page.locator('.conversation-header button').last().click();
        }
        await page.locator('.details [data-state="picture"]').first().waitFor();
        const refresh = page.locator('.details [data-chat-avatar-refresh]');
        await (isTouch ? refresh.tap() : refresh.click());
        await page.locator('.toast').first().waitFor();
        const bubble = page.locator('[data-chat-avatar-bubble=open]');
        // The words of the outcome, which have another size.
        await bubble.locator('span').nth(1).waitFor();
        await expect.poll(() => coveredBy(page, '[data-chat-avatar-bubble]')).toEqual([]);
        await expect.poll(() => coveredBy(page, '.toast'), { message: direction }).toEqual([]);
        // It can be pressed while the bubble is open.
        const close = page.locator('.details-header button');
        await (isTouch ? close.tap() : close.click());
        await expect.poll(() => page.locator('.details').count()).toBe(0);
        await expect.poll(() => bubble.count()).toBe(0);
      }
    });
  });

  it('says the outcome of a refresh in a toast', async () => {
    const page = await dashboard().open();
    await page.locator('.details [data-state="picture"]').waitFor();
    await page.locator('.details [data-chat-avatar-refresh]').click();
    const toast = page.locator('.toast');
    await toast.getByText('Unchanged: this is still the latest picture.').waitFor();
    await toast.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => toast.count()).toBe(0);
  });

  it.each([
    [1440, 900],
    [1000, 640],
    [320, 640],
    [320, 256],
  ])(
    'covers no name, no control and no newest message with a toast, in a window of %i×%i px',
    async (width, height) => {
      const page = await dashboard().open({ viewport: { width, height } });
      await page.getByRole('option').first().click();
      const details = page.getByRole('button', { name: 'Show details' });
      if (await details.isVisible()) await details.click();
      await copyBoth(page);
      if (width < 1440) await page.keyboard.press('Escape');
      const covered = () =>
        page.evaluate(() => {
          const toasts = [...document.querySelectorAll('.toast')].map((toast) =>
            toast.getBoundingClientRect(),
          );
          const parts =
            '.conversation-header, .composer, .rail, .list-header, .thread-entry:last-child .bubble';
          return [...document.querySelectorAll(parts)]
            .filter((part) => part.checkVisibility())
            .filter((part) => {
              const { left, right, top, bottom } = part.getBoundingClientRect();
              return toasts.some(
                (box) => box.left < right && left < box.right && box.top < bottom && top < box.bottom,
              );
            })
            .map(({ className }) => className);
        });
      expect(await covered()).toEqual([]);
      await page.context().setOffline(true);
      await page.getByText(/^You are offline/).waitFor();
      expect(await covered(), 'offline').toEqual([]);
    },
  );

  it.each([
    [1000, 640],
    [768, 560],
    [390, 844],
    [320, 640],
    [320, 256],
  ])('covers nothing of covering details with a toast, in a window of %i×%i px', async (width, height) => {
    const page = await dashboard().open({ viewport: { width, height } });
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Show details' }).click();
    await copyBoth(page);
    const toasts = await boxesOf(page.locator('.toast'));
    expect(toasts).toHaveLength(2);
    const [details = { left: 0, top: 0, right: 0, bottom: 0 }] = await boxesOf(page.locator('.details'));
    for (const toast of toasts) {
      const isApart = toast.top >= details.bottom || toast.right <= details.left;
      expect(isApart, JSON.stringify({ toast, details })).toBe(true);
      expect(toast.bottom).toBeLessThanOrEqual(height);
    }
    // They leave room for the details.
    expect(details.bottom - details.top).toBeGreaterThan(100);
  });

  it('keeps a toast while it has the focus, although the pointer has left it, and for 6 s more', async () => {
    const page = await dashboard().open({
      permissions: ['clipboard-write'],
      prepare: (opened) => opened.clock.install(),
    });
    const copy = page.getByRole('button', { name: /^Copy the chat id/ });
    await copy.waitFor();
    // Far enough ahead for a slow machine; from here on, time passes only with `runFor`.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    await copy.click();
    const toast = page.locator('.toast');
    await toast.waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).focus();
    await toast.hover();
    await page.mouse.move(5, 5);
    await page.clock.runFor(20_000);
    expect(await toast.count()).toBe(1);
    await copy.focus();
    await page.clock.runFor(7_000);
    await expect.poll(() => toast.count()).toBe(0);
  });

  it('copies the number and the chat id', async () => {
    const page = await dashboard().open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const id = decodeURIComponent((await page.locator('.code').textContent()) ?? '');
    await page.getByRole('button', { name: 'Copy the number' }).click();
    await page.getByText(`Copied: +${id.replace('@c.us', '')}`).waitFor();
    await page.getByRole('button', { name: 'Copy the chat id' }).click();
    await page.getByText(`Copied: ${id}`).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
  });
});

/** The controls, other than rows of a list that scrolls, whose middle is under `layer`, or whose box touches it. */
const coveredBy = (page: Page, layer: string) =>
  page.evaluate((selector) => {
    const layers = [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getBoundingClientRect());
    return [...document.querySelectorAll('button, a[href], input, textarea')]
      .filter((control) => control.checkVisibility())
      .filter((control) => !control.closest(`${selector}, [inert], .skip-link:not(:focus)`))
      .filter((control) => {
        const { left, top, right, bottom: end } = control.getBoundingClientRect();
        const middle = [(left + right) / 2, (top + end) / 2] as const;
        // What the details have scrolled away is no longer beside the layer.
        const bottom = Math.min(end, control.closest('.details')?.getBoundingClientRect().bottom ?? end);
        const hit = document.elementFromPoint(...middle);
        // Not those that another part covers, as a drawer does.
        if (!hit?.closest(selector) && !control.contains(hit)) return false;
        return layers.some(
          (box) => left < box.right && box.left < right && top < box.bottom && box.top < bottom,
        );
      })
      .map((control) => control.getAttribute('aria-label') ?? control.textContent);
  }, layer);

const boxesOf = (elements: Locator): Promise<Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>[]> =>
  elements.evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()));

/** The left edge of the text, in px. */
const startOf = (words: Locator) =>
  words.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Math.round(range.getBoundingClientRect().left);
  });
