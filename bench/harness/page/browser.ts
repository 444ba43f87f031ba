import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumLaunchOptions } from '../../../test/support/chromium.js';

export interface Browser {
  context: BrowserContext;
  version: string;
  close(): Promise<void>;
}

/** Chromium with a profile of its own: its HTTP cache lasts as long as the browser. */
export async function openBrowser({ deviceScaleFactor = 1 } = {}): Promise<Browser> {
  const { executablePath, args } = chromiumLaunchOptions();
  const profile = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1200, height: 1800 },
    deviceScaleFactor,
    args: [...args, '--js-flags=--expose-gc'],
  });
  return {
    context,
    version: context.browser()?.version() ?? 'unknown',
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** What Chromium says about a page: the main thread's time, and the heap after a collection. */
export async function inspect(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const cpuMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0) * 1000;
  };
  return {
    /** ms of CPU that the main thread takes for a task. What other processes do on the machine is not in it. */
    async cpuOf(task: () => Promise<unknown>): Promise<number> {
      const before = await cpuMs();
      await task();
      return (await cpuMs()) - before;
    },
    /** Bytes in use on the JavaScript heap. */
    async heapBytes(): Promise<number> {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    },
  };
}
