import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { setUpDashboard } from './setUpDashboard.js';

/** Too narrow for three panes: the details lie over the conversation. */
const NARROW = { width: 1000, height: 800 };

const dashboard = setUpDashboard();

describe('by keyboard', () => {
  it('makes a covered conversation inert, closes the details with Escape, and gives the focus back', async () => {
    const page = await dashboard().open({ viewport: NARROW });
    const conversation = page.locator('.conversation');
    const details = page.getByRole('complementary', { name: 'Details' });
    const toggle = page.getByRole('button', { name: 'Show details' });
    await toggle.focus();
    await page.keyboard.press('Enter');
    await details.waitFor();
    expect(await conversation.evaluate((element: HTMLElement) => element.inert)).toBe(true);
    expect(await details.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    // The composer is out of reach.
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      expect(await conversation.evaluate((element) => element.contains(document.activeElement))).toBe(false);
    }
    await details.getByRole('button', { name: 'Hide details' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => details.count()).toBe(0);
    expect(await conversation.evaluate((element: HTMLElement) => element.inert)).toBe(false);
    await expect.poll(() => dashboard().focused()).toBe('Show details');
  });

  it.each([
    [1099, true],
    [1100, false],
  ])('covers the conversation on %i px: %s', async (width, isCovered) => {
    const page = await dashboard().open({ viewport: { width, height: 800 } });
    const details = page.getByRole('complementary', { name: 'Details' });
    const conversation = page.locator('.conversation');
    await conversation.waitFor();
    // Beside the conversation they are open from the start.
    if (isCovered) {
      expect(await details.count()).toBe(0);
      await page.getByRole('button', { name: 'Show details' }).click();
    }
    await details.waitFor();
    expect(await conversation.evaluate((element: HTMLElement) => element.inert)).toBe(isCovered);
    const [over, under] = [await details.boundingBox(), await conversation.boundingBox()];
    expect((over?.x ?? 0) < (under?.x ?? 0) + (under?.width ?? 0)).toBe(isCovered);
    // Escape closes what covers, and nothing else.
    await details.getByRole('button', { name: 'Hide details' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => details.count()).toBe(isCovered ? 0 : 1);
  });

  it('closes covering details when another conversation is chosen', async () => {
    const page = await dashboard().open({ viewport: NARROW });
    await page.getByRole('button', { name: 'Show details' }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.waitFor();
    await page.getByRole('option').nth(2).click();
    await expect.poll(() => details.count()).toBe(0);
  });

  it('skips the navigation', async () => {
    const page = await dashboard().open({ hash: '#/contacts' });
    await page.getByRole('listitem').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await dashboard().focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await dashboard().focused()).toBe('Search name or number');
    expect(new URL(page.url()).hash).toBe('#/contacts');
  });

  it('moves through the contacts with the arrow keys, and past them with one Tab', async () => {
    const page = await dashboard().open({ hash: '#/contacts' });
    await page.getByRole('listitem').first().waitFor();
    const position = () =>
      page.evaluate(() =>
        Number(document.activeElement?.closest('[role=listitem]')?.getAttribute('aria-posinset') ?? 0),
      );
    const columns = Number(await page.locator('.contact-list').getAttribute('data-columns'));
    await page.getByRole('textbox').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(position).toBe(1);
    const total = Number(await page.getByRole('listitem').first().getAttribute('aria-setsize'));
    const moves: [string, number][] = [
      ['ArrowRight', 2],
      ['ArrowDown', 2 + columns],
      ['ArrowLeft', 1 + columns],
      ['ArrowUp', 1],
      ['End', total],
      ['ArrowRight', total],
      ['Home', 1],
    ];
    for (const [key, expected] of moves) {
      await page.keyboard.press(key);
      await expect.poll(position, { message: key }).toBe(expected);
    }
    await page.keyboard.press('Tab');
    await expect.poll(position).toBe(0);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor();
  });

  it('moves through the contacts in the direction of the arrow in Arabic', async () => {
    const page = await dashboard().open({ hash: '#/contacts' });
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.locator('[dir=rtl] [role=listitem]').first().waitFor();
    const columns = Number(await page.locator('.contact-list').getAttribute('data-columns'));
    const focus = () =>
      page.evaluate(() => {
        const item = document.activeElement?.closest('[role=listitem]');
        return {
          position: Number(item?.getAttribute('aria-posinset') ?? 0),
          x: item?.getBoundingClientRect().x ?? 0,
        };
      });
    await page.getByRole('textbox').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(focus).toMatchObject({ position: 1 });
    const first = await focus();
    const total = Number(await page.getByRole('listitem').first().getAttribute('aria-setsize'));
    const moves: [string, number][] = [
      ['ArrowRight', 1],
      ['ArrowLeft', 2],
      ['ArrowLeft', 3],
      ['ArrowRight', 2],
      ['ArrowDown', 2 + columns],
      ['ArrowUp', 2],
      ['End', total],
      ['ArrowLeft', total],
      ['Home', 1],
    ];
    for (const [key, position] of moves) {
      await page.keyboard.press(key);
      await expect.poll(focus, { message: key }).toMatchObject({ position });
      if (position === 2) expect((await focus()).x, 'the second is on the left').toBeLessThan(first.x);
    }
  });

  it.each([
    ['the contacts', '#/contacts', ['skip', 'rail', 'contacts-header', 'contact-list']],
    ['the faces', '#/faces', ['skip', 'rail', 'tiles', 'face-cards']],
  ])('has one order of focus in %s, in both directions of the text', async (_, hash, expected) => {
    const page = await dashboard().open({ hash });
    for (const direction of ['ltr', 'rtl']) {
      if (direction === 'rtl') {
        await page.getByRole('button', { name: /^Right to left/ }).click();
        await page.reload();
      }
      await page.locator(`[dir=${direction}] :is([role=listitem], .face-card a)`).first().waitFor();
      await page.locator(':is(.contact-list, .tile:enabled)').first().waitFor();
      expect(await orderOfFocus(page, expected.length), direction).toEqual(expected);
    }
  });

  it('has one order of focus in the details of a group: the face, the refresh, the rest of the members, each member, the facts', async () => {
    const page = await dashboard().open({ viewport: NARROW });
    await page.getByRole('option').filter({ hasText: 'Group:' }).first().click();
    await page.getByRole('button', { name: 'Show details' }).click();
    const members = page.locator('.member');
    await members.first().waitFor();
    await page.locator('.profile .enlarge').waitFor();
    const stops: string[] = [];
    for (let press = 0; press < (await members.count()) + 7; press += 1) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate(() => {
          const { activeElement: element } = document;
          if (element?.closest('[data-chat-avatar-rest]')) return 'rest';
          return (
            element?.className || element?.getAttribute('data-chat-avatar-refresh') || element?.tagName || ''
          );
        }),
      );
    }
    expect(stops).toEqual([
      'icon-button',
      'enlarge',
      'ready',
      'button',
      ...((await page.locator('.details [data-chat-avatar-rest]').count()) > 0 ? ['rest'] : []),
      ...(await members.evaluateAll((all) => all.map(() => 'member'))),
      'icon-button copy',
      ...stops.slice(5 + (await members.count()) + (stops.includes('rest') ? 1 : 0)),
    ]);
  });

  it('has one order of focus, from the navigation to the details', async () => {
    const page = await dashboard().open();
    await page.getByRole('complementary', { name: 'Details' }).waitFor();
    await page.locator('.enlarge').last().waitFor();
    expect(await orderOfFocus(page, 9)).toEqual([
      'skip',
      'rail',
      'list-header',
      'rows',
      'conversation-header',
      'thread',
      'composer',
      'details-header',
      'profile',
    ]);
  });
});

/** The first parts of the page that the Tab key leads through. */
async function orderOfFocus(page: Page, count: number): Promise<string[]> {
  const seen: string[] = [];
  for (let press = 0; press < 30; press += 1) {
    await page.keyboard.press('Tab');
    seen.push(
      await page.evaluate(
        () =>
          document.activeElement?.closest(
            'nav, .list-header, .rows, .conversation-header, .thread, .composer, .details-header, .profile, .details-section, .contacts-header, .contact-list, .tiles, .face-cards',
          )?.className ?? 'skip',
      ),
    );
  }
  return seen.filter((pane, index) => pane !== seen[index - 1]).slice(0, count);
}
