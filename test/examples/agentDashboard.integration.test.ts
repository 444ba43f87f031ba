import { createServer } from 'node:net';
import { serve } from '@hono/node-server';
import { createWawpEmulator, type EmulatorScenario, type WawpEmulator } from 'chat-avatar/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from '../support/axeViolations.js';
import { launchChromium } from '../support/launchChromium.js';
import { startDashboard } from './startDashboard.js';
import { watchPage } from './watchPage.js';

const INSTANCE = 'dashboard-instance';
const TOKEN = 'dashboard-secret-token';

/** One refusal of the token stops the gateway for all chats, and the slow ones would make the tests slow. */
const LEFT_OUT: readonly (EmulatorScenario | undefined)[] = ['unauthorized', 'hanging', 'slow', 'slow-image'];

let emulator: WawpEmulator;
let wawp: ReturnType<typeof serve>;
let dashboard: ReturnType<typeof startDashboard>;
let origin: string;
let browser: Browser;
let page: Page;
let watched: ReturnType<typeof watchPage>;

const { chats } = createWawpEmulator();
/** The last of them is the one that is named after its scenario. */
const chatOf = (scenario: EmulatorScenario) => chats.findLast((chat) => chat.scenario === scenario);
const nameOf = (scenario: EmulatorScenario) => chatOf(scenario)?.name ?? '';

beforeAll(async () => {
  emulator = createWawpEmulator({
    chats: chats.filter((chat) => !LEFT_OUT.includes(chat.scenario)),
    instanceId: INSTANCE,
    accessToken: TOKEN,
  });
  const wawpOrigin = await new Promise<string>((listening) => {
    wawp = serve(
      { fetch: (request) => emulator.fetch(request), port: 0, hostname: '127.0.0.1' },
      ({ port }) => listening(`http://127.0.0.1:${port}`),
    );
  });
  dashboard = startDashboard({
    WAWP_INSTANCE_ID: INSTANCE,
    WAWP_ACCESS_TOKEN: TOKEN,
    WAWP_BASE_URL: wawpOrigin,
  });
  [origin, browser] = await Promise.all([dashboard.ready, launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await dashboard?.stop();
  wawp?.close();
});

afterEach(() => page?.context().close());

async function open(options: BrowserContextOptions = {}, hash = '') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  page = await context.newPage();
  watched = watchPage(page);
  await page.goto(`${origin}/${hash}`);
  await page.getByRole('option').first().waitFor();
}

const search = () => page.getByRole('textbox', { name: 'Search name, number or message' });
const row = (name: string) => page.getByRole('option').filter({ hasText: name });
const details = () => page.getByRole('complementary', { name: 'Details' });
const refreshButton = () => details().getByRole('button', { name: 'Refresh profile', exact: true });

async function openChat(name: string) {
  await search().fill(name);
  await row(name).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

const stateOf = (name: string, state: string) =>
  row(name).locator(`[data-chat-avatar][data-state="${state}"]`);

const violations = () => axeViolations(page);

describe('the list', () => {
  it('paints pictures, and letters for hidden ones', async () => {
    await open();
    const image = page.getByRole('option').locator('[data-state="picture"] img').first();
    await image.waitFor();
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(0);

    await search().fill(nameOf('hidden'));
    await stateOf(nameOf('hidden'), 'none').waitFor();
    expect(await stateOf(nameOf('hidden'), 'none').textContent()).toContain('HH');
    await search().fill(nameOf('restricted'));
    await stateOf(nameOf('restricted'), 'restricted').waitFor();
    await search().fill(nameOf('bad-gateway'));
    await stateOf(nameOf('bad-gateway'), 'error').waitFor();
    expect(await stateOf(nameOf('bad-gateway'), 'error').textContent()).toContain('GG');
    expect(watched.complaints).toEqual([]);
  });

  it('searches names, numbers and messages, and says when nothing matches', async () => {
    await open();
    for (const query of ['john DOE', '+20 123 456-7890', '201234567890', 'to show “hidden”']) {
      await search().fill(query);
      const name = query.includes('hidden') ? nameOf('hidden') : 'John Doe';
      await expect.poll(() => page.getByRole('option').count()).toBe(1);
      expect(await page.getByRole('option').textContent()).toContain(name);
    }
    await search().fill('no such name');
    await page.getByText('Nothing found').waitFor();
    await page.getByRole('button', { name: 'Show all conversations' }).click();
    await row('John Doe').waitFor();
  });

  it('filters groups and unread conversations', async () => {
    await open();
    await page.getByRole('button', { name: 'Unread' }).click();
    await expect.poll(() => page.locator('[role=option]:not([data-unread])').count()).toBe(1);
    expect(await page.locator('[role=option]:not([data-unread])').getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: 'Groups' }).click();
    const groups = emulator.chats.filter((chat) => chat.id.endsWith('@g.us')).length;
    await expect.poll(() => page.getByRole('option').count()).toBe(groups);
  });

  it('works by keyboard alone', async () => {
    await open();
    await page.keyboard.press('/');
    expect(await search().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const list = page.getByRole('listbox');
    const third = page.getByRole('option').nth(2);
    expect(await list.getAttribute('aria-activedescendant')).toBe(await third.getAttribute('id'));
    await page.keyboard.press('Enter');
    await expect.poll(() => third.getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    const last = page.getByRole('option').last();
    await expect.poll(() => last.getAttribute('aria-posinset')).toBe(await last.getAttribute('aria-setsize'));
    expect(await list.getAttribute('aria-activedescendant')).toBe(await last.getAttribute('id'));
  });

  it('offers to try again when the conversations cannot be read', async () => {
    emulator.session.stop();
    const context = await browser.newContext();
    page = await context.newPage();
    await page.route('**/api/chats?*', (route) =>
      route.fulfill({ status: 502, json: { message: 'The session is stopped.' } }),
    );
    await page.goto(origin);
    await page.getByText('The session is stopped.').waitFor();
    await page.unroute('**/api/chats?*');
    emulator.session.set('WORKING');
    await page.getByRole('button', { name: 'Try again' }).click();
    await row('John Doe').waitFor();
  });
});

describe('a conversation', () => {
  it('opens with its messages, picture and details, and has a URL of its own', async () => {
    await open();
    await openChat('John Doe');
    await page.getByRole('log').getByText('Hello!').waitFor();
    await details().getByRole('img', { name: 'John Doe' }).waitFor();
    await details().locator('[data-chat-avatar][data-state="picture"]').waitFor();
    await details()
      .getByText(/^Checked /)
      .waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 2, name: 'John Doe' }).waitFor();

    await page.getByRole('textbox', { name: 'Write a message' }).fill('Good morning!');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Good morning!').waitFor();
    expect(watched.complaints).toEqual([]);
  });

  it('says what a missing picture means', async () => {
    await open();
    await openChat(nameOf('restricted'));
    await details().getByText('Hidden by privacy settings').waitFor();
    await openChat(nameOf('none'));
    await details().getByText('No picture', { exact: true }).waitFor();
    await openChat(nameOf('session-not-ready'));
    await details().getByText('The WhatsApp session is not connected.').waitFor();
  });

  it('stacks the members of a group, and lists them', async () => {
    await open();
    await page.getByRole('button', { name: 'Groups' }).click();
    await page.getByRole('option').first().click();
    const stack = details().locator('[data-chat-avatar-group]');
    await stack.waitFor();
    const members = details().locator('.members [data-chat-avatar]');
    const count = await members.count();
    expect(count).toBeGreaterThan(1);
    const shown = stack.locator('[data-chat-avatar]').filter({ visible: true });
    expect(await shown.count()).toBe(Math.min(5, count));
    await details().getByText(`${count} members`).waitFor();
  });

  it('refreshes the profile once, and shows the outcome', async () => {
    await open();
    const outcomes: [EmulatorScenario, string][] = [
      ['changes-on-refresh', 'Updated: WhatsApp has sent a newer answer.'],
      ['rate-limited', 'Kept: WhatsApp sent no picture this time'],
      ['preview', 'Unchanged: this is still the latest picture.'],
    ];
    for (const [scenario, words] of outcomes) {
      await openChat(nameOf(scenario));
      await details().locator('[data-chat-avatar][data-state="picture"]').waitFor();
      await refreshButton().click();
      await details().getByText(words).waitFor();
      // A face that was there is there still.
      await details().locator('[data-chat-avatar][data-state="picture"]').waitFor();
    }
    await refreshButton().click({ force: true });
    await details().getByText('Not sent: this profile was refreshed a moment ago.').waitFor();
    const refreshes = emulator.requests.filter(({ refresh }) => refresh);
    expect(refreshes.map(({ chatId }) => chatId)).toEqual(outcomes.map(([scenario]) => chatOf(scenario)?.id));
    expect(watched.complaints).toEqual([]);
  });
});

describe('how it looks', () => {
  it.each(['light', 'dark'] as const)('passes axe: %s', async (colorScheme) => {
    await open({ colorScheme });
    await details().locator('[data-chat-avatar][data-state="picture"]').waitFor();
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Contacts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Contacts' }).waitFor();
    expect(await violations()).toEqual([]);
  });

  it('changes colours and direction, and keeps both', async () => {
    await open({ colorScheme: 'light' });
    const html = page.locator('html');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Use dark colours' }).click();
    expect(await background()).not.toBe(light);
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.reload();
    await page.getByRole('option').first().waitFor();
    expect(await html.getAttribute('dir')).toBe('rtl');
    expect(await html.getAttribute('lang')).toBe('ar');
    expect(await html.getAttribute('data-theme')).toBe('dark');
    // The list stands on the other side now.
    const box = await page.getByRole('listbox').boundingBox();
    expect(box?.x).toBeGreaterThan(720);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: /^Left to right/ }).click();
    expect(await html.getAttribute('dir')).toBe('ltr');
    expect(watched.complaints).toEqual([]);
  });

  it('shows one panel at a time in a narrow window, and never scrolls sideways', async () => {
    await open({ viewport: { width: 390, height: 700 } });
    const log = page.getByRole('log');
    expect(await log.isVisible()).toBe(false);
    await row('John Doe').click();
    await log.waitFor();
    expect(await page.getByRole('listbox').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show details' }).click();
    await refreshButton().waitFor();
    await details().getByRole('button', { name: 'Hide details' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('listbox').waitFor();
  });
});

describe('the secret', () => {
  it('reaches neither the browser nor the output', async () => {
    await open();
    await openChat(nameOf('server-error'));
    await details().getByText('The picture could not be loaded').waitFor();
    await openChat('John Doe');
    await refreshButton().click();
    await details()
      .getByText(/^(Unchanged|Updated):/)
      .waitFor();

    const seen = [
      await watched.traffic(),
      await page.content(),
      await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie])),
      dashboard.output(),
    ].join('\n');
    // Not toContain, which would print megabytes.
    expect(seen.includes('John Doe')).toBe(true);
    expect(seen.includes(TOKEN)).toBe(false);
    expect(new Set(watched.requests.map((request) => new URL(request.url()).origin))).toEqual(
      new Set([origin]),
    );
    expect(emulator.requests.length).toBeGreaterThan(0);
  });

  it('answers only its own pages', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${origin}/api/chats`, { headers });
    expect((await ask({})).status).toBe(200);
    expect((await ask({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const pictures = `${origin}/api/chat-pictures/pictures?chatId=201234567890%40c.us`;
    expect((await fetch(pictures)).status).toBe(200);
    expect((await fetch(pictures, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
    const policy = (await fetch(origin)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
  });
});

describe('npm start', () => {
  it('runs on the embedded emulator without credentials, on the next free port, and ends cleanly', async () => {
    const squatter = createServer();
    await new Promise<void>((listening) => squatter.listen(0, '127.0.0.1', listening));
    const { port } = squatter.address() as { port: number };
    const started = startDashboard({ PORT: String(port) });
    const address = await started.ready;
    const { chats, isDemo } = await (await fetch(`${address}/api/chats`)).json();
    expect(chats).toHaveLength(2000);
    expect(isDemo).toBe(true);

    const run = async () => (await fetch(`${address}/api/faces/run`)).json();
    await expect.poll(async () => (await run()).status).toBe('done');
    const { counts } = (await run()).report;
    expect(Object.values<number>(counts).reduce((sum, count) => sum + count)).toBe(50);
    expect(counts).toMatchObject({ kept: 2, failed: 0 });
    expect(await started.stop()).toBe(0);
    expect(started.output()).toContain('embedded emulator');
    expect(started.output()).toContain(`Port ${port} is taken`);
    // The address is the last line.
    expect(started.output().endsWith(`Dashboard: ${address}\n`)).toBe(true);
    squatter.close();
  });

  it.each([
    { WAWP_INSTANCE_ID: '1' },
    { WAWP_ACCESS_TOKEN: TOKEN },
    { PORT: 'eighty' },
    { ENRICH: 'maybe' },
    { WAWP_INSTANCE_ID: '1', WAWP_ACCESS_TOKEN: TOKEN, WAWP_BASE_URL: 'not an address' },
  ] as Record<string, string>[])('says in a sentence what is missing: %o', async (env) => {
    const started = startDashboard(env);
    expect(await started.ended).toBe(1);
    expect(started.output()).not.toContain(TOKEN);
    expect(started.output()).not.toMatch(/^\s+at /m);
    expect(started.output()).toMatch(/[.]\n$/);
  });
});
