import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { build } from 'vite';
import { publicNames } from '../build/entries.js';
import { chromiumLaunchOptions } from '../test/support/chromium.js';
import { type LongListServer, longListServer } from './longListServer.js';

const ROUNDS = 3;
const AIM_FPS = 58;

/** From end to end in 20 s, and at the pace of a person who looks at the faces. */
const PACES = [
  { name: 'end to end', step: 533, frames: 1200 },
  { name: 'looking', step: 16, frames: 600 },
];

interface Measured {
  fps: number;
  /** The longest of a hundred frames, in ms. */
  p99: number;
  /** What the page's main thread did, in ms a frame. */
  work: number;
}

/**
 * A virtual list of 10,000 rows, with avatars and without, scrolled in Chromium side by side: frames a second, and what
 * the main thread does for each of them. Resolves to the exit code: 1 when the avatars are below the aim.
 */
export async function longList(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-long-list-'));
  // Whoever imported this may have set another: React's development build takes three times as long.
  process.env.NODE_ENV = 'production';
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, 'longListPage'),
    resolve: { alias: publicNames },
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = await longListServer(folder);
  const browser = await chromium.launch(chromiumLaunchOptions());
  let slowest = Number.POSITIVE_INFINITY;
  try {
    for (const { name, step, frames } of PACES) {
      const bare: Measured[] = [];
      const avatars: Measured[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        bare.push(await measure(browser, `${server.origin}/`, step, frames));
        avatars.push(await measure(browser, `${server.origin}/?avatars`, step, frames));
      }
      slowest = Math.min(slowest, median(avatars, 'fps'));
      report(name, step, bare, avatars, server);
    }
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`aim: ${AIM_FPS} frames/s or more`);
  return slowest >= AIM_FPS ? 0 : 1;
}

async function measure(browser: Browser, url: string, step: number, frames: number): Promise<Measured> {
  const page = await browser.newPage({ viewport: { width: 400, height: 900 } });
  await page.goto(url);
  await page.waitForSelector('.row');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await busy();
  const took = await page.evaluate<number[]>(`scrollFrames(${step}, ${frames})`);
  const work = ((await busy()) - before) / frames;
  await page.close();
  const sorted = took.toSorted((a, b) => a - b);
  const total = took.reduce((sum, ms) => sum + ms, 0);
  return { fps: (took.length / total) * 1000, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, work };
}

function report(name: string, step: number, bare: Measured[], avatars: Measured[], server: LongListServer) {
  console.log(`${name} (${step} px a frame)`);
  for (const [label, measured] of [
    ['bare rows', bare],
    ['avatars', avatars],
  ] as const) {
    const [fps, p99, work] = (['fps', 'p99', 'work'] as const).map((key) => median(measured, key));
    console.log(
      `  ${label.padEnd(10)} ${fps?.toFixed(1)} frames/s, 1 in 100 over ${p99?.toFixed(1)} ms, ` +
        `${work?.toFixed(2)} ms of work a frame`,
    );
  }
  const ratio = median(avatars, 'work') / median(bare, 'work');
  console.log(
    `  work, as a ratio ${ratio.toFixed(2)}; chats asked for in ${ROUNDS} rounds: ${server.asked()} so far`,
  );
}

function median(measured: Measured[], key: keyof Measured): number {
  return measured.map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(measured.length / 2)] ?? 0;
}
