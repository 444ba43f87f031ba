import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { publicNames } from '../build/entries.js';
import { countSeen, framesPainted, recordFrames, type Seen } from './support/frames.js';
import { launchChromium } from './support/launchChromium.js';
import { deferred } from './support/sources.js';

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

let folder: string;
let server: Server;
let browser: Browser;
let page: Page;
/** While it is pending, no face leaves the server. */
let released = Promise.resolve();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-avatar-frames-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, 'pages/firstFrame'),
    resolve: { alias: publicNames },
    build: { outDir: folder, emptyOutDir: true },
  });
  const green = { r: 0, g: 255, b: 0 };
  const face = await sharp({ create: { width: 96, height: 96, channels: 3, background: green } })
    .png()
    .toBuffer();
  server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/face/')) {
      response.setHeader('content-type', 'image/png');
      response.setHeader('cache-control', 'private, max-age=86400, immutable');
      await released;
      response.end(face);
      return;
    }
    const file = pathname === '/' ? '/index.html' : pathname;
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(join(folder, file))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (count: number, size: number, more = '') => {
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/?count=${count}&size=${size}${more}`);
  await allPainted(count);
};

const allPainted = (count: number) =>
  page.waitForFunction(
    (expected) => document.querySelectorAll('[data-state="picture"]').length === expected,
    count,
  );

/**
 * The frames from the first that shows something again, or all if Chromium went from one to the other without an empty frame. The
 * recording may begin with a frame from before the screen was emptied, and the screen may be empty in several frames.
 */
function afterEmptyScreen(seen: Record<Seen, number>[], count: number) {
  const isEmpty = (index: number) => seen[index]?.nothing === count;
  const first = seen.findIndex((_, index) => isEmpty(index - 1) && !isEmpty(index));
  return seen.slice(Math.max(first, 0));
}

const show = (shown: boolean) => page.evaluate((value) => Reflect.get(window, 'show')(value), shown);

describe('frame by frame, with every picture in the HTTP cache', () => {
  it.each([
    [50, 40],
    [1000, 20],
  ])('%i avatars of %i px: after a reload there is never a letter, a hole or a half', async (count, size) => {
    await open(count, size);
    const frames = await recordFrames(page, async () => {
      await page.reload();
      await allPainted(count);
    });
    const seen = frames.map((frame) => countSeen(frame, count, size));
    const afterReload = afterEmptyScreen(seen, count);
    expect(afterReload.length).toBeGreaterThan(0);
    for (const frame of afterReload) expect(frame).toMatchObject({ nothing: 0, letters: 0 });
    expect(afterReload.at(-1)).toMatchObject({ picture: count });
  });

  it.each([
    [50, 40, ''],
    [1000, 20, ''],
    [50, 40, '&widths'],
    [1000, 20, '&widths'],
  ])(
    '%i avatars of %i px%s: what was painted before is there in the first frame',
    async (count, size, more) => {
      await open(count, size, more);
      // Chromium drops a decoded image at the next garbage collection after its last <img> is gone.
      await page.evaluate(() => Object.assign(window, { held: [...document.images] }));
      await show(false);
      await framesPainted(page);
      const frames = await recordFrames(page, async () => {
        await show(true);
        await allPainted(count);
      });
      const seen = frames.map((frame) => countSeen(frame, count, size));
      expect(afterEmptyScreen(seen, count)[0]).toEqual({ nothing: 0, square: 0, letters: 0, picture: count });
    },
  );

  it('while the pictures are on their way, the coloured squares are there, and no letter', async () => {
    const { promise, resolve: release } = deferred<void>();
    released = promise;
    onTestFinished(() => release());
    const { port } = server.address() as AddressInfo;
    await page.goto('about:blank');
    const frames = await recordFrames(page, async () => {
      // A URL of its own, so that nothing comes from a cache.
      await page.goto(`http://127.0.0.1:${port}/?count=50&size=40&faces=held`, { waitUntil: 'commit' });
      await page.waitForSelector('[data-state="pending"]');
    });
    const held = countSeen(PNG.sync.read(await page.screenshot()), 50, 40);
    const onTheWay = frames.map((frame) => countSeen(frame, 50, 40));
    expect(held).toEqual({ nothing: 0, square: 50, letters: 0, picture: 0 });
    expect(onTheWay.every(({ letters, picture }) => letters === 0 && picture === 0)).toBe(true);
    release();
    await allPainted(50);
    const painted = countSeen(PNG.sync.read(await page.screenshot()), 50, 40);
    expect(painted).toEqual({ nothing: 0, square: 0, letters: 0, picture: 50 });
  });

  it('nothing shifts', async () => {
    await open(50, 40);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const observer = new PerformanceObserver(() => {});
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => {
            const entries = observer.takeRecords() as (PerformanceEntry & { value: number })[];
            done(entries.reduce((sum, { value }) => sum + value, 0));
          });
        }),
    );
    expect(shift).toBe(0);
  });
});
