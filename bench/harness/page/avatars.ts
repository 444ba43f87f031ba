import type { Page } from 'playwright';
import type { avatarsPage } from '../../pages/avatars/main.js';
import { buildPage, type PageCode } from '../build.js';
import { openBrowser } from './browser.js';
import { plainPng } from './png.js';
import { IMMUTABLE, send, sendPage, serve } from './site.js';

declare global {
  interface Window {
    avatarsPage: typeof avatarsPage;
  }
}

/** As many pictures as the lists of 1,000 avatars show. */
const CACHED = 1000;

/** A page of avatars for every column, in one Chromium whose HTTP cache holds every picture. */
export async function openAvatars(packages: string, columns: readonly string[]) {
  const pages: Record<string, PageCode> = {};
  for (const id of columns) pages[id] = await buildPage(packages, 'avatars/main.tsx', { column: id });
  const site = await serve({
    '/page/': (id, response) => sendPage(response, pages[id] ?? { script: '', styles: '' }, `/script/${id}`),
    '/script/': (id, response) =>
      send(response, 'text/javascript; charset=utf-8', pages[id]?.script ?? '', IMMUTABLE),
    '/img/': (file, response) =>
      send(response, 'image/png', plainPng(40, [Number.parseInt(file, 10) % 256, 120, 160]), IMMUTABLE),
  });
  const browser = await openBrowser();
  const open = async (column: string) => {
    const page = await browser.context.newPage();
    await page.goto(`${site.origin}/page/${column}`);
    return page;
  };
  await withPage(await open('bare'), (page) =>
    page.evaluate(async (count) => {
      window.avatarsPage.mount('picture', count);
      await window.avatarsPage.settled();
    }, CACHED),
  );
  return {
    version: browser.version,
    open,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** Closes the page after its measurement, also after one that fails. */
export async function withPage<T>(page: Page, measure: (page: Page) => Promise<T>): Promise<T> {
  try {
    return await measure(page);
  } finally {
    await page.close();
  }
}
