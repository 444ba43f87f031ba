import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './support/axeViolations.js';
import { launchChromium } from './support/launchChromium.js';
import { type HttpServer, startHttpServer } from './support/startHttpServer.js';

const root = resolve(import.meta.dirname, '..');
const storybook = join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

let folder: string;
let server: HttpServer;
let browser: Browser;

/** Built once, and served from a folder, as the pages of a project are. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-avatar-storybook-'));
  const child = spawn(
    process.execPath,
    [storybook, 'build', '--disable-telemetry', '--quiet', '-o', folder],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', CI: 'true' },
    },
  );
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(output);
  server = await startHttpServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(folder, pathname.replace(/^\/chat-avatar\//, '/'));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(id: string, viewMode: 'docs' | 'story', options?: BrowserContextOptions) {
  const page = await browser.newPage(options);
  await page.goto(`${server.origin}/chat-avatar/iframe.html?viewMode=${viewMode}&id=${id}`);
  return page;
}

describe('Storybook as a static site', () => {
  it.each([
    ['chatavatar--docs', ['chatId', 'name', 'size', 'shape', 'badge', 'loading', 'alt', 'refreshable']],
    ['chatavatargroup--docs', ['children', 'size', 'shape', 'max', 'total', 'labels']],
  ])('%s says of every prop what it is for', async (id, expected) => {
    const page = await open(id, 'docs');
    const rows = page.locator('.docblock-argstable tbody tr');
    await rows.first().waitFor();
    const props = await rows.evaluateAll((all) =>
      all.map((row) => {
        const [name, about] = row.querySelectorAll('td');
        // What it is for, if that is written, and then the type.
        const [description] = [...(about?.children ?? [])].slice(0, -1);
        return { name: name?.textContent?.replace('*', ''), description: description?.textContent ?? '' };
      }),
    );
    expect(props.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
    expect(props.filter(({ description }) => description === '')).toEqual([]);
    await page.close();
  });

  it('has a page of the whole component, with its faces', async () => {
    const page = await open('overview--everything', 'story');
    await page.waitForFunction(() => document.querySelectorAll('[data-state="picture"]').length > 12);
    await page.close();
  });

  it('teaches: every written page is there', async () => {
    const { entries } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
    expect(Object.keys(entries)).toEqual(
      expect.arrayContaining(['introduction--docs', 'composition--docs', 'refresh--docs']),
    );
    const titles = [...new Set(Object.values<{ title: string }>(entries).map(({ title }) => title))];
    expect(titles.slice(0, 6)).toEqual([
      'Introduction',
      'Overview',
      'States and styling',
      'Refresh',
      'Composition',
      'ChatAvatar',
    ]);
    const page = await open('introduction--docs', 'docs');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.close();
  });

  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
  ] as const)('passes axe on every written page, in %s', async (_, colours) => {
    const { entries } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
    const written = Object.keys(entries).filter((id) => entries[id].importPath.endsWith('.mdx'));
    expect(written.length).toBeGreaterThan(3);
    const faults: string[] = [];
    for (const id of written) {
      const page = await open(id, 'docs', colours);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const violations = await axeViolations(page, {
        within: '.sbdocs-content',
        // The boxes of the stories, which scroll, are Storybook's own.
        rules: { 'scrollable-region-focusable': { enabled: false } },
      });
      faults.push(...violations.map((violation) => `${id}: ${violation}`));
      await page.close();
    }
    expect(faults).toEqual([]);
  });

  it('shows its tables as tables', async () => {
    const page = await open('composition--docs', 'docs');
    const cell = page.getByRole('cell', { name: 'ChatAvatar.Face', exact: true });
    await cell.waitFor();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual(['part', 'renders']);
    await page.close();
  });

  it.each([
    ['chatavatar--composed', '[data-chat-avatar-refresh]', '[data-chat-avatar-bubble=open]'],
    ['overview--everything', '[data-chat-avatar-refresh]', '[data-chat-avatar-bubble=open]'],
    ['chatavatargroup--right-to-left', '[data-chat-avatar-rest]', '[data-chat-avatar-popover]'],
  ])('%s is used by finger, in a window of 375 px', async (id, control, layer) => {
    const context = await browser.newContext({
      viewport: { width: 375, height: 667 },
      hasTouch: true,
      isMobile: true,
    });
    const page = await context.newPage();
    await page.goto(`${server.origin}/chat-avatar/iframe.html?viewMode=story&id=${id}`);
    await page.locator(control).first().tap();
    const opened = page.locator(layer).filter({ visible: true });
    await opened.waitFor();
    const box = await opened.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(375);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await page.touchscreen.tap(370, 660);
    await expect.poll(() => opened.count()).toBe(0);
    await context.close();
  });
});
