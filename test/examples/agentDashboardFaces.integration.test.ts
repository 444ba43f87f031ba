import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { axeViolations } from '../support/axeViolations.js';
import { EVENTUALLY } from '../support/eventually.js';
import { launchChromium } from '../support/launchChromium.js';
import { serveDashboard, serveWawp } from './serveDashboard.js';
import { watchPage } from './watchPage.js';

type Dashboard = Awaited<ReturnType<typeof serveDashboard>>;
type Wawp = Awaited<ReturnType<typeof serveWawp>>;

/** On the embedded emulator. These tests change it only by running again. */
let demo: Dashboard;
let browser: Browser;
let page: Page;
let watched: ReturnType<typeof watchPage>;
const ending: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  [demo, browser] = await Promise.all([serveDashboard(), launchChromium()]);
  // A page that is open during the run asks for faces itself, and the run then finds them not due.
  const run = `${demo.origin}/api/faces/run`;
  await vi.waitFor(
    async () => expect(await (await fetch(run)).json()).toMatchObject({ status: 'done' }),
    EVENTUALLY,
  );
});

afterEach(async () => {
  await page?.context().close();
  for (const end of ending.splice(0)) await end();
});

afterAll(async () => {
  await browser?.close();
  await demo?.close();
});

async function open(origin: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  page = await context.newPage();
  watched = watchPage(page);
  await page.goto(`${origin}/#/faces`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** A dashboard on a Wawp of our own. */
async function dashboardOn(
  options: Parameters<typeof serveWawp>[0],
  { enrich, prepare }: { enrich?: boolean; prepare?: (wawp: Wawp) => void } = { enrich: true },
) {
  const wawp = await serveWawp(options);
  prepare?.(wawp);
  const dashboard = await serveDashboard({ account: wawp.account, enrich });
  ending.push(dashboard.close, wawp.close);
  return { ...wawp, origin: dashboard.origin };
}

const done = () => page.getByRole('heading', { name: /^The morning run is done/ }).waitFor();
const cards = () => page.getByRole('list').getByRole('listitem');
const card = (name: string) => cards().filter({ has: page.getByRole('link', { name, exact: true }) });
const tile = (name: string) => page.getByRole('group', { name: 'Show' }).getByRole('button', { name });
const runButton = () => page.getByRole('button', { name: 'Run again' });
const runsAsked = () =>
  watched.requests.filter((request) => request.method() === 'POST' && request.url().endsWith('/run')).length;
const countOf = async (name: string) => Number.parseInt((await tile(name).textContent()) ?? '', 10);
const scrollWidth = () => page.evaluate(() => document.documentElement.scrollWidth);

/** The tooltip that the browser shows over the middle of an element. */
const titleUnderPointer = (locator: Locator) =>
  locator.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    return hit?.closest('[title]')?.getAttribute('title');
  });

const violations = () => axeViolations(page);

describe('after npm start', () => {
  it('lists the 50 conversations of the run with their outcomes', async () => {
    await open(demo.origin);
    await done();
    await expect.poll(() => cards().count()).toBe(50);
    await page.getByText('50 conversations looked at').waitFor();
    await page.getByText(/^\d+(\.\d)? s$/).waitFor();
    await page.getByText(/^\d+ kB stored$/).waitFor();

    const outcomes = ['Newly stored', 'Unchanged', 'Kept', 'No picture', 'Restricted', 'Failed'];
    const counts = await Promise.all(outcomes.map(countOf));
    expect(counts.reduce((sum, count) => sum + count)).toBe(50);
    const faces = (counts[0] ?? 0) + (counts[1] ?? 0) + (counts[2] ?? 0);
    await page.getByText(`${faces} faces`, { exact: true }).waitFor();
    await tile('No picture').click();
    expect(await cards().count()).toBe(await countOf('No picture'));
    expect(await page.title()).toContain('Faces');
    expect(watched.complaints).toEqual([]);
  });

  it('keeps faces that their owners hide today', async () => {
    await open(demo.origin);
    await done();
    await tile('Kept').click();
    await expect.poll(() => cards().count()).toBe(2);
    for (const kept of await cards().all()) {
      await kept.locator('[data-chat-avatar][data-state="picture"]').waitFor();
      const rows = await kept.getByRole('definition').allTextContents();
      expect(rows).toHaveLength(3);
      // First and last seen yesterday, hidden since this morning's run.
      expect(rows[0]).toBe(rows[1]);
      expect(rows[2]).not.toBe(rows[1]);
      await kept.getByText('Hidden since').waitFor();
    }
    expect(watched.complaints).toEqual([]);
  });

  it('runs again on request, and requests nothing that was requested less than 20 h ago', async () => {
    await open(demo.origin);
    await done();
    await runButton().click();
    await page.getByText('No request to Wawp: all answers are less than 20 h old').waitFor();
    await done();
    expect(await countOf('Newly stored')).toBe(0);
    expect(await countOf('Not due')).toBe(50);
    await expect.poll(() => cards().count()).toBe(50);
    expect(runsAsked()).toBe(1);
    expect(watched.complaints).toEqual([]);
  });

  it.each(['.personal-text', '.face-chip', 'time'])(
    'shows the tooltip of %s, which leads to the conversation too',
    async (part) => {
      await open(demo.origin);
      await done();
      const element = cards().locator(part).first();
      await element.evaluate((cutOff: HTMLElement) => {
        cutOff.style.maxInlineSize = '20px';
      });
      const name = await element.evaluate((e) => e.closest('li')?.querySelector('a')?.textContent ?? '');
      await element.hover();
      const title = await element.getAttribute('title');
      expect(title).toMatch(part === '.personal-text' ? name : /\S/);
      expect(await titleUnderPointer(element)).toBe(title);
      await element.click();
      await page.getByRole('heading', { level: 2, name }).waitFor();
    },
  );

  it('leads from a face to its conversation, and back', async () => {
    await open(demo.origin);
    await done();
    const name = (await cards().first().getByRole('link').textContent()) ?? '';
    await cards().first().click();
    await page.getByRole('heading', { level: 2, name }).waitFor();
    await page.getByRole('button', { name: 'Faces' }).click();
    await cards().first().waitFor();
    expect(await page.getByRole('button', { name: 'Faces' }).getAttribute('aria-current')).toBe('page');
  });
});

describe('after agents have looked at other faces', () => {
  it('has counts that add up to all, and a tile for the faces that an agent viewed', async () => {
    await open(demo.origin);
    await done();
    const viewed = await fetch(`${demo.origin}/api/chats`).then(
      async (response) => (await response.json()).chats,
    );
    const ids = viewed.slice(100, 110).map(({ chatId }: { chatId: string }) => encodeURIComponent(chatId));
    for (const id of ids) await fetch(`${demo.origin}/api/chat-pictures/pictures?chatId=${id}`);
    await page.reload();
    await tile('Viewed').waitFor();
    const counts = await page
      .getByRole('group', { name: 'Show' })
      .locator('.tile-count')
      .evaluateAll((tiles) => tiles.map(({ textContent }) => Number(textContent)));
    const [all = 0, ...others] = counts;
    expect(others.reduce((sum, count) => sum + count)).toBe(all);
    expect(await cards().count()).toBe(all);
    await tile('Viewed').click();
    expect(await cards().count()).toBe(await countOf('Viewed'));
    expect(await page.getByText('Viewed', { exact: true }).count()).toBe((await countOf('Viewed')) + 1);
  });

  it('says in the inbox that a face is kept, and since when its owner hides it', async () => {
    await open(demo.origin);
    await done();
    const name =
      (await cards().filter({ hasText: 'Hidden since' }).first().getByRole('link').textContent()) ?? '';
    await page.goto(`${demo.origin}/#/`);
    const row = page.getByRole('option').filter({ hasText: name });
    await row.locator('[data-state="picture"]').waitFor();
    await row.locator('.row-face').hover();
    const hoverCard = page.getByRole('tooltip');
    await hoverCard.getByText('Kept', { exact: true }).waitFor();
    await hoverCard.getByText(/^Hidden since \d+ \w+; this is the stored picture$/).waitFor();
  });
});

describe('while it runs', () => {
  it('shows how far it is, and begins no second run', async () => {
    let release = () => {};
    const { origin } = await dashboardOn(
      { chats: 12 },
      {
        enrich: true,
        prepare: (wawp) => {
          release = wawp.hold();
        },
      },
    );
    await open(origin);
    await page.getByRole('progressbar', { name: 'The morning run is going on' }).waitFor();
    await page.getByText('0 of 12').waitFor();
    expect(await violations()).toEqual([]);
    const running = page.getByRole('button', { name: 'Running…' });
    expect(await running.getAttribute('aria-disabled')).toBe('true');
    await running.click({ force: true });
    // A second request gets the run in progress.
    const again = await fetch(`${origin}/api/faces/run`, { method: 'POST' });
    expect(await again.json()).toMatchObject({ status: 'running', progress: { done: 0, total: 12 } });
    release();
    await done();
    await expect.poll(() => cards().count()).toBe(12);
    expect(runsAsked()).toBe(0);
    expect(watched.complaints).toEqual([]);
  });

  it('lists the chats with a failed picture, and the reason', async () => {
    const { origin } = await dashboardOn({
      chats: [
        { id: '201000000001@c.us', name: 'Well', lastMessage: { body: 'Hi', timestamp: Date.now() } },
        {
          id: '201000000002@c.us',
          name: 'Odd',
          scenario: 'html',
          lastMessage: { body: 'Hi', timestamp: 1e12 },
        },
      ],
    });
    await open(origin);
    await done();
    await card('Odd').getByText('Failed').waitFor();
    await card('Odd').getByText('Wawp answered something that could not be understood.').waitFor();
    await card('Well').locator('[data-state="picture"]').waitFor();
    expect(await countOf('Failed')).toBe(1);
  });
});

describe('without a run', () => {
  it('stores no face unless ENRICH is set', async () => {
    const { origin, emulator } = await dashboardOn({ chats: 12 }, {});
    await open(origin);
    await page.getByRole('heading', { name: 'The morning run is off' }).waitFor();
    await page.getByText('No face is stored', { exact: true }).waitFor();
    expect(await runButton().count()).toBe(0);
    const response = await fetch(`${origin}/api/faces/run`, { method: 'POST' });
    expect(response.status).toBe(409);
    expect(emulator.requestCount()).toBe(0);
    expect(await violations()).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  it('lists a face that an agent viewed', async () => {
    const { origin, emulator } = await dashboardOn({ chats: 12 }, {});
    const chatId = emulator.chats[0]?.id ?? '';
    await fetch(`${origin}/api/chat-pictures/pictures?chatId=${encodeURIComponent(chatId)}`);
    await open(origin);
    await card(emulator.chats[0]?.name ?? '')
      .locator('[data-state="picture"]')
      .waitFor();
    expect(await cards().count()).toBe(1);
  });

  it('shows the reason of a failed run, and succeeds when it runs again', async () => {
    const { origin, emulator } = await dashboardOn(
      { chats: 12 },
      { enrich: true, prepare: (wawp) => wawp.emulator.session.stop() },
    );
    await open(origin);
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: 'The morning run failed' }).waitFor();
    await alert.getByText('The WhatsApp session is not connected.').waitFor();
    expect(await violations()).toEqual([]);
    emulator.session.set('WORKING');
    await runButton().click();
    await done();
    await expect.poll(() => cards().count()).toBe(12);
  });

  it('explains an account without conversations', async () => {
    const { origin } = await dashboardOn({ chats: [] });
    await open(origin);
    await done();
    await page.getByText('No face is stored', { exact: true }).waitFor();
  });

  it('offers to try again when the store cannot be read', async () => {
    await open(demo.origin);
    await page.route('**/api/faces', (route) =>
      route.fulfill({ status: 500, json: { message: 'The disk is gone.' } }),
    );
    await page.reload();
    await page.getByText('The disk is gone.').waitFor();
    await page.unroute('**/api/faces');
    await page.getByRole('button', { name: 'Try again' }).click();
    await cards().first().waitFor();
  });
});

describe('how it looks', () => {
  it.each(['light', 'dark'] as const)('passes axe: %s', async (colorScheme) => {
    await open(demo.origin, { colorScheme });
    await done();
    await cards().first().locator('[data-state="picture"]').waitFor();
    expect(await violations()).toEqual([]);
  });

  it('reads from right to left in Arabic', async () => {
    await open(demo.origin);
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.getByRole('heading', { level: 1, name: 'الوجوه المحفوظة' }).waitFor();
    await page.getByRole('heading', { name: /^انتهت الجولة الصباحية/ }).waitFor();
    const face = await cards().first().locator('[data-chat-avatar]').boundingBox();
    const name = await cards().first().getByRole('link').boundingBox();
    expect(face?.x).toBeGreaterThan(name?.x ?? Number.POSITIVE_INFINITY);
    expect(await violations()).toEqual([]);
    expect(watched.complaints).toEqual([]);
  });

  it.each([
    ['at 200 % zoom', { width: 720, height: 450 }],
    ['on a phone', { width: 390, height: 700 }],
    ['at 400 % zoom', { width: 320, height: 640 }],
  ])('never scrolls sideways: %s', async (_, viewport) => {
    await open(demo.origin, { viewport });
    await done();
    await cards().first().waitFor();
    expect(await scrollWidth()).toBe(viewport.width);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll('.faces-pane, .tile, .face-card, .rail')]
        .filter((element) => element.scrollWidth > element.clientWidth)
        .map((element) => element.className),
    );
    expect(cut).toEqual([]);
    expect(await violations()).toEqual([]);
  });
});

describe('the secret', () => {
  it('does not reach the browser, also after a failure', async () => {
    const { origin, emulator, account } = await dashboardOn({
      chats: [
        { id: '201000000001@c.us', name: 'Well' },
        { id: '201000000002@c.us', name: 'Leaky', scenario: 'server-error' },
        { id: '201000000003@c.us', name: 'Stopped', scenario: 'unauthorized' },
        ...[4, 5, 6, 7].map((digit) => ({ id: `20100000000${digit}@c.us`, name: 'Not reached' })),
      ],
    });
    await open(origin);
    await page.getByRole('heading', { name: /^The morning run stopped before its end/ }).waitFor();
    await page.getByText('Wawp did not accept the access token.').first().waitFor();
    emulator.session.stop();
    await runButton().click();
    const seen = `${await watched.traffic()}\n${await page.content()}`;
    expect(seen.includes('Well')).toBe(true);
    expect(seen.includes(account.accessToken)).toBe(false);
    expect(watched.requests.every((request) => request.url().startsWith(origin))).toBe(true);
  });

  it.each(['', '/run'])('answers only its own pages: /api/faces%s', async (path) => {
    const ask = (headers: Record<string, string>, method = 'GET') =>
      fetch(`${demo.origin}/api/faces${path}`, { headers, method });
    expect((await ask({})).status).toBe(200);
    expect((await ask({})).headers.get('cache-control')).toContain('no-store');
    expect((await ask({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask({ origin: 'https://elsewhere.example' }, 'POST')).status).toBe(403);
  });
});
