// Takes docs/states.webp: each state of the avatar, in light above dark.
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { drawFaces } from 'chat-avatar-example-faces';
import sharp from 'sharp';
import { build } from 'vite';
import { people } from './states/people.js';

const ROOT = resolve(import.meta.dirname, 'states');
const FACE = /\/faces\/(.+)\.png$/;

/** @param file The absolute path of the picture. */
export async function takeStates(browser, file) {
  const files = await buildPage();
  const strips = [];
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({
      viewport: { width: 1600, height: 400 },
      deviceScaleFactor: 1.5,
      colorScheme,
    });
    await page.route('https://states.example/**', (route) => answer(route, files));
    await page.goto('https://states.example/');
    await page.locator('[data-state="picture"]').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-state="pending"]'));
    await page.evaluate(() => document.fonts.ready);
    strips.push(await page.locator('main').screenshot({ animations: 'disabled' }));
    await page.close();
  }
  const { width, height } = await sharp(strips[0]).metadata();
  return sharp({ create: { width, height: 2 * height, channels: 3, background: '#fff' } })
    .composite(strips.map((input, index) => ({ input, left: 0, top: index * height })))
    .webp({ quality: 80, effort: 6, smartSubsample: true })
    .toFile(file);
}

/** The built files by their path. */
async function buildPage() {
  const { output } = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { write: false },
  });
  return new Map(output.map((file) => [`/${file.fileName}`, file.code ?? file.source]));
}

async function answer(route, files) {
  const { pathname } = new URL(route.request().url());
  const chatId = FACE.exec(pathname)?.[1];
  if (chatId === undefined) {
    const path = pathname === '/' ? '/index.html' : pathname;
    const body = files.get(path);
    const contentType = { css: 'text/css', html: 'text/html', js: 'text/javascript', woff2: 'font/woff2' }[
      path.split('.').at(-1)
    ];
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ body: Buffer.from(body), contentType });
  }
  const all = Object.values(people);
  const seed = 1 + all.findIndex(({ id }) => id === chatId);
  const body = Buffer.from(await drawFaces(all)({ seed, chatId, version: 1, width: 256 }));
  return route.fulfill({ body, contentType: 'image/png' });
}
