import type { Route } from 'playwright';
import { describe, it } from 'vitest';
import { CHATS, HTML_ERROR } from '../routes.js';
import { setUpDashboard } from '../setUpDashboard.js';
import { expectScreen, expectScreenInColors, inColors } from './expectScreen.js';
import { chatsPage, faces, NOW } from './fixture.js';
import { allPainted, openScreen } from './openScreen.js';

const available = (image: number) => ({ status: 'available', url: `images/${image}.png`, asOf: NOW });

/** What the gateway answers to *Refresh profile* of Mona, by the outcome. */
const REFRESHES: [outcome: string, answer: Parameters<Route['fulfill']>[0]][] = [
  ['updated', { json: { chatId: chatsPage.chats[0]?.chatId, picture: available(8) } }],
  ['unchanged', { json: { chatId: chatsPage.chats[0]?.chatId, picture: available(0) } }],
  [
    'throttled',
    {
      status: 429,
      headers: { 'retry-after': '60' },
      json: {
        code: 'rate-limited',
        detail: 'Refreshed a moment ago.',
        throttled: true,
        picture: available(0),
      },
    },
  ],
  [
    'failed',
    {
      json: {
        chatId: chatsPage.chats[0]?.chatId,
        error: { code: 'server-error', message: 'The server failed.' },
      },
    },
  ],
];

const dashboard = setUpDashboard();

describe('screenshots of what people meet often', () => {
  it('pressed filters, a message that was just sent, and no conversation to show', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 900, height: 560 } });
    await allPainted(page);
    for (const [name, reference] of [
      [/^Unread/, 'inbox-unread'],
      [/^Groups/, 'inbox-groups'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      await page.mouse.move(600, 5);
      await page.getByRole('button', { name, pressed: true }).waitFor();
      await allPainted(page);
      await expectScreenInColors(page.locator('.list-pane'), reference);
    }
    await page.getByRole('button', { name: 'All', exact: true }).click();
    const field = page.getByRole('textbox', { name: 'Write a message' });
    await field.fill('It left our warehouse this morning.');
    await field.press('Enter');
    await page.locator('.message').getByText('It left our warehouse this morning.').waitFor();
    await page.mouse.move(600, 5);
    await expectScreenInColors(page.locator('.conversation'), 'message-sent', ['dark']);

    await page.goto(`${dashboard().origin}/#/chats/4915100000000@c.us`);
    await page.getByText('Choose a conversation').waitFor();
    await expectScreenInColors(page, 'choose-conversation', ['dark']);
  });

  it.each(REFRESHES)('Refresh profile: %s', async (outcome, answer) => {
    const page = await openScreen(dashboard(), { viewport: { width: 1200, height: 720 } });
    await page.route('**/api/chat-pictures/**', (route) =>
      route.request().method() === 'POST' ? route.fulfill(answer) : route.fallback(),
    );
    await page.locator('.details').getByRole('heading', { level: 3, name: 'Mona Howard Kane' }).waitFor();
    await allPainted(page);
    await page.getByRole('button', { name: 'Refresh profile' }).click();
    await page.getByText(/^Available again/).waitFor();
    await page.locator('.outcome').filter({ hasText: /\w/ }).waitFor();
    await page.mouse.move(600, 5);
    await allPainted(page);
    await expectScreenInColors(page.locator('.profile'), `refresh-${outcome}`);
  });

  it('contacts that are searched, that are not found, and that could not be updated', async () => {
    const page = await openScreen(dashboard(), { hash: '#/contacts', viewport: { width: 900, height: 560 } });
    await page.getByRole('listitem').first().waitFor();
    const search = page.getByRole('textbox', { name: /^Search/ });
    await search.fill('on');
    await page.locator('mark').first().waitFor();
    await search.blur();
    await page.mouse.move(600, 5);
    await allPainted(page);
    await expectScreenInColors(page, 'contacts-search', ['dark']);
    await search.fill('nobody at all');
    await page.getByText('Nothing found').waitFor();
    await search.blur();
    await expectScreenInColors(page, 'contacts-nothing', ['dark']);
    await page.route(CHATS, (route) => route.fulfill(HTML_ERROR));
    await page.reload();
    await page.locator('.update-failed').waitFor();
    await page.mouse.move(600, 5);
    await allPainted(page);
    await expectScreenInColors(page, 'contacts-not-updated', ['dark']);
  });

  it('no stored faces, and faces that were viewed or that were not due', async () => {
    const page = await openScreen(dashboard(), { hash: '#/faces', viewport: { width: 900, height: 560 } });
    for (const status of ['off', 'idle']) {
      await page.route('**/api/faces', (route) => route.fulfill({ json: { chats: [] } }));
      await page.route('**/api/faces/run', (route) => route.fulfill({ json: { status } }));
      await page.reload();
      await page.getByText('No face is stored').waitFor();
      await expectScreenInColors(page, `faces-none-${status}`, ['dark']);
    }
    const outcomes = ['not-due', null];
    const chats = faces.chats
      .filter(({ face }) => face !== null)
      .map((chat, index) => ({ ...chat, outcome: outcomes[index % 2] ?? null }));
    await page.route('**/api/faces', (route) => route.fulfill({ json: { chats } }));
    await page.reload();
    await page.locator('.tile').filter({ hasText: 'Viewed' }).waitFor();
    await page.mouse.move(450, 5);
    await allPainted(page);
    await expectScreenInColors(page, 'faces-viewed');
  });

  it('the hover card of a hidden picture, and the faces at a zoom of 400 %', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 900, height: 560 } });
    await allPainted(page);
    await inColors(page, async (suffix) => {
      await page.locator('.row-face').nth(3).hover();
      await page.getByRole('tooltip').waitFor();
      await expectScreen(page.getByRole('tooltip'), `hover-card-hidden${suffix}`);
      await page.keyboard.press('Escape');
      await page.mouse.move(600, 5);
    });
    await page.setViewportSize({ width: 320, height: 256 });
    await page.goto(`${dashboard().origin}/#/faces`);
    await page.locator('.face-card').first().waitFor();
    await page.mouse.move(160, 5);
    await allPainted(page);
    await expectScreen(page, 'faces-zoomed');
  });
});
