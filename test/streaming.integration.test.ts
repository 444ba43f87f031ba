import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { getInitials } from 'chat-avatar';
import type { Browser } from 'playwright';
import { build, type InlineConfig } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicNames } from '../build/entries.js';
import { NAMES } from './pages/streaming/names.js';
import { launchChromium } from './support/launchChromium.js';

const page = resolve(import.meta.dirname, 'pages/streaming');
const react18 = resolve(import.meta.dirname, 'react-18/node_modules');

/** Letters on the server by one locale and at one time, in the browser by another. */
const SERVERS = [
  { LC_ALL: 'en_US.UTF-8', TZ: 'UTC' },
  { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' },
  { LC_ALL: 'ar_EG.UTF-8', TZ: 'Pacific/Honolulu' },
];
const BROWSERS = [
  { locale: 'en-US', timezoneId: 'America/New_York' },
  { locale: 'tr-TR', timezoneId: 'Europe/Istanbul' },
  { locale: 'lt-LT', timezoneId: 'Asia/Kathmandu' },
  { locale: 'ar-EG', timezoneId: 'Pacific/Kiritimati' },
];

interface Server {
  origin: string;
  locale: string;
  timeZone: string;
  process: ChildProcess;
}

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe.each([
  ['19', {}],
  ['18', { 'react-dom': resolve(react18, 'react-dom'), react: resolve(react18, 'react') }],
])('streamed by React %s', (major, aliases) => {
  let folder: string;
  const servers: Server[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chat-avatar-streaming-'));
    await buildPage(folder, aliases);
    for (const env of SERVERS) servers.push(await startServer(folder, env));
  });

  afterAll(async () => {
    for (const server of servers) server.process.kill();
    await rm(folder, { recursive: true, force: true });
  });

  it('by servers of several locales and time zones', () => {
    expect(servers.map(({ locale, timeZone }) => [locale, timeZone])).toEqual([
      ['en-US', 'UTC'],
      ['tr-TR', 'Asia/Tokyo'],
      ['ar-EG', 'Pacific/Honolulu'],
    ]);
  });

  it.each(BROWSERS)(
    'hydrates without a mismatch in $locale, $timezoneId',
    async (context) => {
      for (const { origin } of servers) {
        const tab = await browser.newPage(context);
        const complaints: string[] = [];
        tab.on('console', (message) => {
          if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
        });
        tab.on('pageerror', (error) => complaints.push(String(error)));
        await tab.goto(origin, { waitUntil: 'commit' });
        // The group is alive while the list has not left the server.
        await tab.getByRole('button', { name: '+37 more' }).click();
        await tab.getByText('and 35 others').waitFor();
        // Their answers are in the cache when the list hydrates, whose HTML has been rendered without them.
        for (const state of ['picture', 'restricted']) {
          await tab.locator(`[data-chat-avatar-popover] [data-state="${state}"]`).waitFor();
        }
        expect(await tab.locator('main').count()).toBe(0);
        await tab.keyboard.press('Escape');
        await fetch(`${origin}/rest`);
        await tab.waitForFunction(
          () => document.querySelectorAll('main [data-state="picture"]').length === 2,
        );
        expect(await tab.locator('main [data-chat-avatar][id]').count()).toBe(0);
        const { letters, errors, reactVersion } = await tab.evaluate(() => ({
          letters: [...document.querySelectorAll('main [data-chat-avatar-initials]')].map(
            (element) => element.textContent,
          ),
          errors: Reflect.get(window, 'errors') as string[],
          reactVersion: Reflect.get(window, 'reactVersion') as string,
        }));
        expect(reactVersion.split('.')[0]).toBe(major);
        expect(errors).toEqual([]);
        expect(complaints).toEqual([]);
        expect(letters).toEqual(NAMES.map((name) => getInitials(name)));
        await tab.close();
      }
    },
    60_000,
  );
});

async function buildPage(outDir: string, aliases: Record<string, string>) {
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'error',
    root: page,
    resolve: { alias: { ...publicNames, ...aliases } },
    // React's development build is the one that tells of every mismatch.
    define: { 'process.env.NODE_ENV': '"development"' },
    mode: 'development',
  };
  await build({
    ...config,
    build: {
      outDir,
      rolldownOptions: {
        input: join(page, 'main.tsx'),
        output: { entryFileNames: 'main.js', assetFileNames: 'main[extname]' },
      },
    },
  });
  await build({
    ...config,
    ssr: { noExternal: true },
    build: {
      outDir: join(outDir, 'server'),
      ssr: join(page, 'server.tsx'),
      rolldownOptions: { output: { entryFileNames: 'server.mjs' } },
    },
  });
}

async function startServer(folder: string, env: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, [join(folder, 'server/server.mjs'), folder], {
    env: { ...process.env, ...env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { port, locale, timeZone } = JSON.parse(line);
  return { origin: `http://127.0.0.1:${port}`, locale, timeZone, process: child };
}
