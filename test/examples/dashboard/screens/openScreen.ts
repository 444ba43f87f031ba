import { resolve } from 'node:path';
import type { BrowserContextOptions, Page, Route } from 'playwright';
import { expect } from 'vitest';
import type { DashboardPage } from '../DashboardPage.js';
import { CHATS } from '../routes.js';
import { chatsPage, drawImage, faces, NOW, pictureOf, run } from './fixture.js';

const INTER = resolve(
  import.meta.dirname,
  '../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);
const ARABIC = resolve(import.meta.dirname, 'fonts/NotoSansArabic.woff2');

/** The same letters on each machine. */
const FONTS = `
  @font-face { font-family: Screen; src: url(/screen-fonts/inter.woff2); font-weight: 100 900; font-display: block; }
  @font-face {
    font-family: "Screen Arabic"; src: url(/screen-fonts/arabic.woff2); font-display: block;
    unicode-range: U+600-6FF;
  }
  :root { --font: Screen, "Screen Arabic" !important; --font-code: Screen !important; }
`;

/** Everything that a page asks for is made up, and the clock stands still: its pixels are the same each time. */
export async function openScreen(
  dashboard: DashboardPage,
  options: BrowserContextOptions & { hash?: string; answerChats?: (route: Route) => Promise<unknown> } = {},
): Promise<Page> {
  const { answerChats = (route: Route) => route.fulfill({ json: chatsPage }), ...rest } = options;
  const page = await dashboard.open({
    viewport: { width: 1200, height: 720 },
    colorScheme: 'light',
    timezoneId: 'UTC',
    locale: 'en-GB',
    bypassCSP: true,
    prepare: async (opened) => {
      await opened.clock.setFixedTime(NOW);
      await opened.addInitScript((css) => {
        // What ends by itself stays: the outcome of a refresh (4 s) and a toast (6 s).
        const { setTimeout } = window;
        window.setTimeout = ((handler: () => void, ms?: number, ...rest: unknown[]) =>
          ms === 4000 || ms === 6000 ? 0 : setTimeout(handler, ms, ...rest)) as typeof window.setTimeout;
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, FONTS);
      await opened.route('**/screen-fonts/inter.woff2', (route) => route.fulfill({ path: INTER }));
      await opened.route('**/screen-fonts/arabic.woff2', (route) => route.fulfill({ path: ARABIC }));
      await opened.route(CHATS, answerChats);
      await opened.route('**/api/faces', (route) => route.fulfill({ json: faces }));
      await opened.route('**/api/faces/run', (route) => route.fulfill({ json: run }));
      await opened.route('**/api/chat-pictures/**', answerPictures);
    },
    ...rest,
  });
  await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
  return page;
}

async function answerPictures(route: Route): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url());
  const image = /\/images\/(\d+)\.png$/.exec(pathname)?.[1];
  if (image !== undefined)
    return route.fulfill({ contentType: 'image/png', body: await drawImage(Number(image)) });
  if (route.request().method() === 'POST') {
    return route.fulfill({ json: pictureOf(route.request().postDataJSON().chatId, NOW) });
  }
  const lines = searchParams.getAll('chatId').map((id) => JSON.stringify(pictureOf(id)));
  return route.fulfill({ contentType: 'application/x-ndjson', body: `${lines.join('\n')}\n` });
}

/** Opens a conversation, whose details stand beside it. */
export async function openDetails(page: Page, name: string): Promise<void> {
  await page.getByRole('option', { name }).click();
  await page.locator('.details').getByRole('heading', { level: 3, name }).waitFor();
  await allPainted(page);
  await page.mouse.move(5, 300);
}

/** Presses the refresh button of the details, and waits for its toast and its bubble. */
export async function refreshDetails(page: Page): Promise<void> {
  await page.locator('.details [data-chat-avatar-refresh]').click();
  await page.locator('.toast').waitFor();
  await page.locator('[data-chat-avatar-bubble=open]').waitFor();
}

/** All faces in view have their picture, or have none. Those of a closed list, and those far above or below, load nothing. */
export async function allPainted(page: Page): Promise<void> {
  await page.locator('[data-chat-avatar]:not([data-state="pending"])').first().waitFor();
  const pending = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[data-chat-avatar][data-state="pending"]')]
        .filter((face) => {
          const { top, bottom } = face.getBoundingClientRect();
          return face.checkVisibility() && bottom >= 0 && top <= innerHeight;
        })
        .map((face) => face.outerHTML),
    );
  await expect.poll(pending).toEqual([]);
}
