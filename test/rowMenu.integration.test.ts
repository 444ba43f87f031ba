import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page, Route } from 'playwright';
import { build, type Plugin, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { publicNames } from '../build/entries.js';
import { launchChromium } from './support/launchChromium.js';
import { readmeSnippet } from './support/readmeSnippet.js';

const root = resolve(import.meta.dirname, 'pages/rowMenu');
const PHONE = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };

const IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>';

const HELD = { status: 'available', url: 'images/held.svg' };
const NEWER = { status: 'available', url: 'images/newer.svg' };
const chatId = '201234567890@c.us';

/** The answers to a refresh, by the words that the menu says after it. */
const OUTCOMES: Record<string, Parameters<Route['fulfill']>[0]> = {
  updated: { json: { chatId, picture: NEWER } },
  unchanged: { json: { chatId, picture: HELD } },
  kept: { json: { chatId, picture: { status: 'none', reason: 'empty' } } },
  throttled: {
    status: 429,
    headers: { 'retry-after': '60' },
    json: { code: 'rate-limited', detail: 'Refreshed a moment ago.', throttled: true, picture: HELD },
  },
  'The picture service failed': {
    json: { chatId, error: { code: 'server-error', message: 'The server failed.' } },
  },
};

/** The code of the README, word for word, as a module. */
const readmeModule = (): Plugin => ({
  name: 'readme',
  resolveId: (id) => (id === 'virtual:row-menu' ? '\0row-menu.tsx' : undefined),
  load: async (id) =>
    id === '\0row-menu.tsx'
      ? {
          code: `import { describeChatPicture, useChatPicture } from 'chat-avatar';\nexport ${await readmeSnippet('offer the refresh in the menu of the row')}`,
          moduleType: 'tsx',
        }
      : undefined,
});

let outDir: string;
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'chat-avatar-row-menu-'));
  const common = { configFile: false, logLevel: 'error', root } as const;
  await build({
    ...common,
    plugins: [readmeModule()],
    esbuild: { jsx: 'automatic' },
    resolve: { alias: publicNames },
    build: { outDir, emptyOutDir: true },
  });
  server = await preview({ ...common, build: { outDir }, preview: { port: 0 } });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(outDir, { recursive: true, force: true });
});

/** A row on a phone, whose face has a picture. */
async function openRow(answer: Parameters<Route['fulfill']>[0]) {
  const page: Page = await browser.newPage(PHONE);
  onTestFinished(() => page.close());
  const refreshes: string[] = [];
  await page.route('**/images/*.svg', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: IMAGE }),
  );
  await page.route('**/gateway/pictures**', (route) => {
    if (route.request().method() !== 'POST')
      return route.fulfill({ json: { pictures: [{ chatId, picture: HELD }] } });
    refreshes.push(route.request().postData() ?? '');
    return route.fulfill(answer);
  });
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  const face = page.locator('[data-chat-avatar]');
  await face.and(page.locator('[data-state="picture"]')).waitFor();
  return { page, face, refreshes };
}

describe('the row menu of the README, on a touch screen', () => {
  it.each(Object.entries(OUTCOMES))('refreshes by touch alone, and says "%s"', async (words, answer) => {
    const { page, face, refreshes } = await openRow(answer);
    expect(await page.evaluate(() => matchMedia('(hover: none) and (pointer: coarse)').matches)).toBe(true);
    await face.tap();
    expect(refreshes, 'a tap on the face').toEqual([]);

    await page.getByRole('button', { name: 'More' }).tap();
    const item = page.getByRole('menuitem', { name: 'Refresh picture' });
    await item.tap();
    await page.getByRole('status').filter({ hasText: words }).waitFor();
    expect(refreshes).toEqual([JSON.stringify({ chatId })]);
    const url = words === 'updated' ? NEWER.url : HELD.url;
    await page.locator(`[data-chat-avatar] img[src$="${url}"]`).waitFor();
    await expect.poll(() => item.isDisabled(), { message: 'until the cool-down ends' }).toBe(true);
  });
});
