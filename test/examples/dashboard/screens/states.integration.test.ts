import type { Route } from 'playwright';
import { describe, expect, it } from 'vitest';
import { CHATS, HTML_ERROR } from '../routes.js';
import { setUpDashboard } from '../setUpDashboard.js';
import { expectScreen, expectScreenInColors, inColors } from './expectScreen.js';
import { chatsPage, NOW, run } from './fixture.js';
import { allPainted, openDetails, openScreen, refreshDetails } from './openScreen.js';

const COLOURS = [
  ['dark', { colorScheme: 'dark' }],
  ['forced', { forcedColors: 'active' }],
] as const;

type Answer = NonNullable<Parameters<Route['fulfill']>[0]>;

const available = (image: number) => ({ status: 'available', url: `images/${image}.png`, asOf: NOW });

/** What the gateway answers to a refresh, by the name of the chat. */
const REFRESHES: Record<string, (chatId: string) => Answer> = {
  'Mona Howard Kane': (chatId) => ({ json: { chatId, picture: available(8) } }),
  'John Doe': (chatId) => ({ json: { chatId, picture: { status: 'none', reason: 'empty' } } }),
  'Harbour Street Market': () => ({
    status: 429,
    headers: { 'retry-after': '60' },
    json: { code: 'rate-limited', detail: 'Refreshed a moment ago.', throttled: true, picture: available(5) },
  }),
  'Amélie Laurent': (chatId) => ({
    json: { chatId, error: { code: 'server-error', message: 'The server failed.' } },
  }),
};

/** What the server answers about the morning run. */
const RUNS = [
  ['off', { status: 'off' }],
  ['idle', { status: 'idle' }],
  ['failed', { status: 'failed', code: 'unauthorized', message: 'Wawp refused the token.' }],
  [
    'stopped',
    {
      ...run,
      report: { ...run.report, stopped: { code: 'session-not-ready', message: 'The session is stopped.' } },
    },
  ],
] as const;

const dashboard = setUpDashboard();

/** The states of the dashboard that show something else in other colours, or after another answer. */
describe('screenshots of further states', () => {
  it('the toast of each outcome of a refresh', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1200, height: 720 } });
    await page.route('**/api/chat-pictures/**', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const { chatId } = route.request().postDataJSON();
      const name = chatsPage.chats.find((chat) => chat.chatId === chatId)?.name ?? '';
      await route.fulfill(REFRESHES[name]?.(chatId));
    });
    for (const [name, reference] of [
      ['Mona Howard Kane', 'toast-updated'],
      ['John Doe', 'toast-kept'],
      ['Harbour Street Market', 'toast-throttled'],
      ['Amélie Laurent', 'toast-failed'],
    ] as const) {
      const row = page.locator('.row-name').getByText(name, { exact: true });
      await page.getByRole('option').filter({ has: row }).click();
      await page.locator('.details').getByRole('heading', { level: 3, name }).waitFor();
      await page.locator('.details [data-state="picture"]').first().waitFor();
      await page.locator('.details [data-chat-avatar-refresh]').click();
      await page.locator('.toast').waitFor();
      const bubble = page.locator('[data-chat-avatar-bubble=open]');
      // The words of the outcome, in two or three lines.
      await bubble.locator('span').nth(1).waitFor();
      const [over, under] = [await bubble.boundingBox(), await page.locator('.profile h3').boundingBox()];
      const end = (over?.y ?? 0) + (over?.height ?? 0);
      expect(end, `${name}: the bubble covers no name`).toBeLessThanOrEqual(under?.y ?? 0);
      await page.mouse.move(600, 5);
      await expectScreen(page.locator('.toast'), reference);
      await page.getByRole('button', { name: 'Dismiss' }).click();
    }
  });

  it.each(COLOURS)('what lies over the inbox: %s', async (name, colours) => {
    const page = await openScreen(dashboard(), { viewport: { width: 1000, height: 640 }, ...colours });
    await allPainted(page);
    await page.locator('.row-face').nth(4).hover();
    await page.getByRole('tooltip').waitFor();
    await expectScreen(page.getByRole('tooltip'), `hover-card-${name}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show details' }).click();
    await refreshDetails(page);
    await expectScreen(page.locator('.details'), `refreshed-${name}`);
    await page.getByRole('button', { name: /^Copy the chat id/ }).click();
    await page.locator('.toast').nth(1).hover();
    await expectScreen(page.locator('.toasts'), `toasts-${name}`);
    await page.setViewportSize({ width: 1000, height: 480 });
    await page.locator('.details .enlarge').click();
    await page.getByRole('dialog').locator('[data-state="picture"]').last().waitFor();
    await page.mouse.move(5, 300);
    await expectScreen(page.getByRole('dialog'), `enlarged-${name}`);
    await page.keyboard.press('Escape');
    await page.context().setOffline(true);
    await page.locator('.offline-banner p').waitFor();
    await expectScreen(page.locator('.offline-banner'), `offline-${name}`);
  });

  it('what lies over the inbox: in Arabic', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1000, height: 640 } });
    await allPainted(page);
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.locator('[dir=rtl]').first().waitFor();
    await page.locator('.row-face').nth(4).hover();
    await page.getByRole('tooltip').waitFor();
    await expectScreen(page.getByRole('tooltip'), 'hover-card-arabic');
    await page.keyboard.press('Escape');
    await page.locator('.conversation-who').click();
    await refreshDetails(page);
    await expectScreen(page, 'refreshed-arabic');
    await expectScreen(page.locator('.toast'), 'toast-arabic');
    await page.setViewportSize({ width: 1000, height: 480 });
    await page.locator('.details .enlarge').click();
    await page.getByRole('dialog').locator('[data-state="picture"]').last().waitFor();
    await page.mouse.move(5, 300);
    await expectScreen(page.getByRole('dialog'), 'enlarged-arabic');
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1200, height: 720 });
    await openDetails(page, 'Harbour Street Market');
    await page.locator('.details [data-chat-avatar-rest]').click();
    await page.locator('[data-chat-avatar-popover]').waitFor();
    await expectScreen(page.locator('[data-chat-avatar-popover]'), 'group-rest-arabic');
  });

  it('the inbox in dark: the hover card of a hidden picture, and a search', async () => {
    const page = await openScreen(dashboard(), {
      viewport: { width: 900, height: 560 },
      colorScheme: 'dark',
    });
    await allPainted(page);
    await page.locator('.row-face').nth(3).hover();
    await page.getByRole('tooltip').waitFor();
    await expectScreen(page.getByRole('tooltip'), 'hover-card-hidden-dark');
    await page.keyboard.press('Escape');
    const search = page.getByRole('textbox', { name: /^Search/ });
    await search.fill('on');
    await page.locator('mark').first().waitFor();
    await search.blur();
    await page.mouse.move(5, 300);
    await expectScreen(page.locator('.list-pane'), 'search-dark');
  });

  it('the panel of the morning run in each of its states, and a pressed filter', async () => {
    const page = await openScreen(dashboard(), { hash: '#/faces' });
    for (const [name, state] of RUNS) {
      await page.route('**/api/faces/run', (route) => route.fulfill({ json: state }));
      await page.reload();
      await page.locator('.run h2').waitFor();
      await expectScreenInColors(page.locator('.run'), `run-${name}`, ['dark']);
    }
    await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Kept' }).click();
    await page.mouse.move(5, 300);
    await allPainted(page);
    await expectScreenInColors(page, 'faces-filtered', ['dark']);
  });

  it('lists that could not be updated, and cards of faces: light, dark and forced colours', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1000, height: 800 } });
    await allPainted(page);
    await inColors(page, async (suffix) => {
      for (const [card, row] of [
        ['checked', 0],
        ['group', 2],
        ['none', 7],
      ] as const) {
        await page.locator('.row-face').nth(row).hover();
        await page.getByRole('tooltip').waitFor();
        await expectScreen(page.getByRole('tooltip'), `hover-card-${card}${suffix}`);
        await page.keyboard.press('Escape');
        await page.mouse.move(600, 5);
      }
    });
    await expect.poll(() => dashboard().saved()).toContain('"chats"');
    await page.route(CHATS, (route) => route.fulfill(HTML_ERROR));
    await page.reload();
    await page.locator('.update-failed').waitFor();
    await expectScreenInColors(page.locator('.update-failed'), 'not-updated');
  });
});
