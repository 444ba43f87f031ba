import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { root } from '../support/runCommand.js';
import { describePage } from './support/describePage.js';
import { openPage } from './support/openPage.js';
import { run } from './support/run.js';
import { type Server, startServer } from './support/startServer.js';
import { widePicture } from './support/widePicture.js';

const TOKEN = 'nextjs-secret-token';

let emulator: WawpEmulator;
let wawp: ReturnType<typeof serve>;
let app: Server;

/** The example, and more pages beside its own. Built without credentials: a build has none. */
beforeAll(async () => {
  const folder = join(inject('consumers'), 'apps/next');
  await cp(join(root, 'examples/nextjs'), folder, { recursive: true, force: false });
  await mkdir(join(folder, 'public'));
  await writeFile(join(folder, 'public/picture.png'), widePicture());
  const next = join(inject('consumers'), '../node_modules/next/dist/bin/next');
  await run(process.execPath, [next, 'build'], folder);

  emulator = createWawpEmulator({ chats: 30, accessToken: TOKEN });
  const wawpOrigin = await new Promise<string>((listening) => {
    wawp = serve(
      { fetch: (request) => emulator.fetch(request), port: 0, hostname: '127.0.0.1' },
      ({ port }) => listening(`http://127.0.0.1:${port}`),
    );
  });
  app = await startServer([next, 'start', '-p', '0', '-H', '127.0.0.1'], folder, {
    WAWP_INSTANCE_ID: '1',
    WAWP_ACCESS_TOKEN: TOKEN,
    WAWP_BASE_URL: wawpOrigin,
  });
});

afterAll(async () => {
  await app?.stop();
  wawp?.close();
});

const page = { theme: 'light', systems: ['light'] } as const;

describePage({ ...page, title: 'Next.js', url: () => `${app.origin}/specimen` });
describePage({ ...page, title: 'Next.js with next/image', url: () => `${app.origin}/images` });

describe('the App Router', () => {
  it('has letters, and the prefetched pictures, in the HTML of the server, and no token', async () => {
    const html = await (await fetch(app.origin)).text();
    expect(html.match(/data-chat-avatar="/g)?.length).toBeGreaterThanOrEqual(30);
    expect(html).toMatch(/<img[^>]+referrerPolicy="no-referrer"/i);
    expect(html).toMatch(/data-state="pending".*data-chat-avatar-initials=""/s);
    expect(html).not.toContain(TOKEN);
  });

  it('hydrates without a mismatch, paints the pictures, and sends no token', async () => {
    const { page, complaints } = await openPage('about:blank', 'light');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url() + JSON.stringify(request.headers())));
    await page.goto(app.origin);
    await page.waitForSelector('[data-chat-avatar][data-state="picture"]');
    expect(complaints, complaints.join('\n')).toEqual([]);
    expect(requests.join()).not.toContain(TOKEN);
    expect(await page.content()).not.toContain(TOKEN);
    await page.context().close();
  });

  it('composes the parts in a Server Component', async () => {
    const { page, complaints } = await openPage(`${app.origin}/parts`, 'light');
    await page.waitForSelector('[data-chat-avatar][data-state="picture"]');
    expect(await page.locator('[data-chat-avatar] button').count()).toBe(6);
    expect(complaints, complaints.join('\n')).toEqual([]);
    await page.context().close();
  });

  it('serves the images of a prefetch from a gateway that pages and routes each load', async () => {
    const { page, complaints } = await openPage(`${app.origin}/module`, 'light');
    await page.waitForSelector('[data-chat-avatar][data-state="picture"]');
    await page.waitForFunction(() => !document.querySelector('[data-chat-avatar][data-state="pending"]'));
    expect(complaints, complaints.join('\n')).toEqual([]);
    expect(await page.locator('[data-chat-avatar][data-state="error"]').count()).toBe(0);
    await page.context().close();
  });
});
