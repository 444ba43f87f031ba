import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { publicNames } from '../build/entries.js';
import { launchChromium } from './support/launchChromium.js';
import { deferred } from './support/sources.js';

declare global {
  interface Window {
    /** Ends the time for which the outcome of a press is shown. */
    endOutcome: () => void;
  }
}

const root = resolve(import.meta.dirname, 'pages/lateCode');
/** The files that a page loads after its first paint. */
const BUTTON_CODE = '**/LoadedRefreshButton-*.js';
const JOHN = { chatId: '201234567890@c.us', picture: { status: 'none', reason: 'empty' } };

let folder: string;
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-avatar-late-code-'));
  const outDir = folder;
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias: publicNames },
    build: { outDir, emptyOutDir: true },
  });
  server = await preview({
    configFile: false,
    logLevel: 'error',
    root,
    build: { outDir },
    preview: { port: 0 },
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Outside the avatar. */
const ELSEWHERE = [600, 400] as const;

/** A page with a stub gateway. `prepare` runs before it loads. */
async function openPage(prepare: (page: Page) => Promise<unknown> = async () => {}) {
  const page = await browser.newPage();
  const errors: string[] = [];
  const refreshes: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.route('**/gateway/**', (route) => {
    if (route.request().method() === 'POST') refreshes.push(route.request().postData() ?? '');
    return route.fulfill({ json: { pictures: [JOHN] } });
  });
  await prepare(page);
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  onTestFinished(() => page.close());
  return { page, errors, refreshes, button: page.getByRole('button') };
}

describe('the code of the refresh button, loaded on demand', () => {
  it('is not loaded with the page', async () => {
    const loaded: string[] = [];
    const { page } = await openPage(async (opened) =>
      opened.on('request', (request) => loaded.push(request.url())),
    );
    await page.locator('[data-state="none"]').waitFor();
    expect(loaded.filter((url) => /Refresh/.test(url))).toEqual([]);
  });

  it('loads with the first press, which is busy meanwhile, is sent once, and keeps the element and its focus', async () => {
    const held = deferred<void>();
    const { page, button, refreshes, errors } = await openPage((opened) =>
      opened.route(BUTTON_CODE, async (route) => {
        await held.promise;
        await route.continue();
      }),
    );
    const element = await button.elementHandle();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator('button[aria-busy="true"]').waitFor();
    expect(await page.getByRole('status').textContent()).toBe('Refreshing picture…');
    expect(refreshes).toEqual([]);
    held.resolve();
    await page.locator('button[data-chat-avatar-refresh="unavailable"]').waitFor();
    expect(refreshes).toHaveLength(1);
    expect(await element?.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(errors).toEqual([]);
  });

  it('announces that it could not be loaded, and loads with the next press', async () => {
    const { page, button, refreshes, errors } = await openPage((opened) =>
      opened.route(BUTTON_CODE, (route) => route.abort()),
    );
    await button.click();
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/could not be refreshed/);
    expect(await button.getAttribute('aria-busy')).toBeNull();
    await page.unroute(BUTTON_CODE);
    await button.click();
    await expect.poll(() => refreshes.length).toBe(1);
    expect(errors).toEqual([]);
  });
});

describe('the bubble of a press that came before the code', () => {
  /** A page whose code of the button is held until `release()`, and whose outcomes are shown until `endOutcome()`. */
  async function openHeldPage() {
    const held = deferred<void>();
    const opened = await openPage(async (page) => {
      await page.addInitScript(() => {
        const { setTimeout } = window;
        const ends: (() => void)[] = [];
        window.setTimeout = ((handler: (...values: unknown[]) => void, ms?: number, ...rest: unknown[]) =>
          ms === 4_000
            ? -ends.push(() => handler(...rest))
            : setTimeout(handler, ms, ...rest)) as typeof setTimeout;
        window.endOutcome = () => {
          for (const end of ends.splice(0)) end();
        };
      });
      await page.route(BUTTON_CODE, async (route) => {
        await held.promise;
        await route.continue();
      });
    });
    const { page, button, errors } = opened;
    const bubble = page.locator('[data-chat-avatar-bubble="open"]');
    /** Lets the code come, and waits for the outcome of the press. */
    const release = async () => {
      held.resolve();
      await page.locator('button[data-outcome="unchanged"]').waitFor();
    };
    const endOutcome = async () => {
      await page.evaluate(() => window.endOutcome());
      await page.locator('button:not([data-outcome])').waitFor();
    };
    onTestFinished(() => expect(errors).toEqual([]));
    return { page, button, bubble, release, endOutcome };
  }

  it('stays closed when another control is used by now', async () => {
    const { page, button, bubble, release } = await openHeldPage();
    await page.evaluate(() => document.body.append(document.createElement('input')));
    await button.click();
    await page.locator('input').click();
    await release();
    expect(await bubble.count()).toBe(0);
  });

  it('says the outcome when the pointer alone has left, and closes with it', async () => {
    const { page, button, bubble, release, endOutcome } = await openHeldPage();
    await button.click();
    await page.mouse.move(...ELSEWHERE);
    await release();
    expect(await bubble.textContent()).toContain('Same picture, checked just now.');
    await endOutcome();
    await bubble.waitFor({ state: 'detached' });
  });

  it('stays while the pointer is over the button or over itself, and closes when it has left', async () => {
    const { page, button, bubble, release, endOutcome } = await openHeldPage();
    await button.click();
    await release();
    await bubble.hover();
    await endOutcome();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await bubble.count()).toBe(1);
    await page.mouse.move(...ELSEWHERE);
    await bubble.waitFor({ state: 'detached' });
  });

  it('stays while the keyboard has its focus on the button, and closes on Escape', async () => {
    const { page, button, bubble, release, endOutcome } = await openHeldPage();
    await button.focus();
    await page.keyboard.press('Enter');
    await release();
    await endOutcome();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await bubble.count()).toBe(1);
    await page.keyboard.press('Escape');
    await bubble.waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});
