import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { JOHN } from '../support/chats.js';
import { capture } from './support/capture.js';
import { checks } from './support/checks.js';
import { describePage } from './support/describePage.js';
import { openPage } from './support/openPage.js';
import { run } from './support/run.js';
import { type Server, startServer } from './support/startServer.js';
import { widePicture } from './support/widePicture.js';

let app: Server;

beforeAll(async () => {
  const folder = join(inject('consumers'), 'apps/reactRouter');
  const program = (name: string) =>
    join(inject('consumers'), '../node_modules/@react-router', name, 'bin.js');
  await mkdir(join(folder, 'public'));
  await writeFile(join(folder, 'public/picture.png'), widePicture());
  await run(process.execPath, [program('dev'), 'build'], folder);
  app = await startServer([program('serve'), 'build/server/index.js'], folder, {
    // Without one it takes any that is free.
    PORT: undefined,
    HOST: '127.0.0.1',
  });
});

afterAll(() => app?.stop());

describePage({
  title: 'React Router 7, rendered on the server',
  theme: 'light',
  systems: ['light'],
  url: () => app.origin,
});

it('has the prefetched picture in the HTML of the server', async () => {
  const html = await (await fetch(app.origin)).text();
  expect(html).toMatch(/<img[^>]+src="\/picture\.png"/);
  expect(html).toMatch(/data-state="restricted"/);
});

it('stays readable where a Content-Security-Policy takes the style attributes of that HTML away', async () => {
  const { page } = await openPage('about:blank', 'light');
  await page.route(`${app.origin}/`, async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "style-src 'self'" };
    await route.fulfill({ response, headers });
  });
  await page.goto(app.origin);
  const shown = await capture(page);
  // Sizes and colours of a chat are in that attribute: the square has the default size and a neutral colour.
  expect(shown.box('letters', 'root').width).toBe(40);
  // The refresh button of a face of that size is an overlay, which is not painted at rest.
  checks['writes letters and glyphs at 4.5:1 or more']?.(shown, 'light');
  await page.context().close();
});

it('has the gateway in a resource route', async () => {
  const { pictures } = await (await fetch(`${app.origin}/api/chat-pictures/pictures?chatId=${JOHN}`)).json();
  const image = await fetch(new URL(pictures[0].picture.url, app.origin));
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const refreshed = await fetch(`${app.origin}/api/chat-pictures/pictures/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.origin },
    body: JSON.stringify({ chatId: JOHN }),
  });
  expect([refreshed.status, (await refreshed.json()).chatId]).toEqual([200, JOHN]);
});
