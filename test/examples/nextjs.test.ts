import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { serve } from '@hono/node-server';
import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumLaunchOptions } from '../support/chromium.js';

const example = resolve(import.meta.dirname, '../../examples/nextjs');
const next = resolve(import.meta.dirname, '../../node_modules/next/dist/bin/next');
const TOKEN = 'nextjs-secret-token';

let emulator: WawpEmulator;
let wawp: ReturnType<typeof serve>;
let app: ChildProcess;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  const wawpOrigin = await new Promise<string>((listening) => {
    wawp = serve(
      { fetch: (request) => emulator.fetch(request), port: 0, hostname: '127.0.0.1' },
      ({ port }) => listening(`http://127.0.0.1:${port}`),
    );
  });
  emulator = createWawpEmulator({ chats: 30, accessToken: TOKEN, pictureOrigin: wawpOrigin });
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    WAWP_INSTANCE_ID: '1',
    WAWP_ACCESS_TOKEN: TOKEN,
    WAWP_BASE_URL: wawpOrigin,
  } as const;
  await finished(spawn(process.execPath, [next, 'build'], { cwd: example, env }));
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  app = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: example,
    env,
  });
  await said(app, /Ready/);
  browser = await chromium.launch(chromiumLaunchOptions());
}, 240_000);

afterAll(async () => {
  await browser?.close();
  app?.kill();
  wawp?.close();
});

describe('the App Router', () => {
  it('has letters, and the prefetched faces, in the server’s HTML, and no token', async () => {
    const html = await (await fetch(origin)).text();
    expect(html.match(/data-chat-avatar=""/g)?.length).toBeGreaterThanOrEqual(30);
    expect(html).toMatch(/<img[^>]+referrerPolicy="no-referrer"/i);
    expect(html).toMatch(/data-state="pending"[^>]*data-known-picture=""/);
    expect(html).not.toContain(TOKEN);
  }, 120_000);

  it('hydrates without a mismatch, and paints the faces', async () => {
    const page = await browser.newPage();
    // Faces are drawn, downloaded and resized on the way, beside whatever else this machine is testing.
    page.setDefaultTimeout(100_000);
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url() + JSON.stringify(request.headers())));
    await page.goto(origin);
    await page.waitForSelector('[data-chat-avatar][data-state="picture"]');
    expect(complaints).toEqual([]);
    expect(requests.join()).not.toContain(TOKEN);
    expect(await page.content()).not.toContain(TOKEN);
  }, 120_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('exit', (code) => (code === 0 ? done() : failed(new Error(output))));
  });
}

function said(child: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((done, failed) => {
    let output = '';
    const hear = (data: Buffer) => {
      output += data;
      if (words.test(output)) done();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('exit', () => failed(new Error(output)));
  });
}
