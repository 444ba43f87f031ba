import type { Page } from 'playwright';
import sharp from 'sharp';
import type { Bench } from '../../harness/Bench.js';
import { buildPage } from '../../harness/build.js';
import { interleave } from '../../harness/interleave.js';
import { withPage } from '../../harness/page/avatars.js';
import { inspect, openBrowser } from '../../harness/page/browser.js';
import { send, sendPage, serve } from '../../harness/page/site.js';
import { medianIn } from '../../harness/statistics.js';
import type { longListPage } from '../../pages/longList.js';
import { exactRow, OURS, rowOf } from '../../report/rows.js';

declare global {
  interface Window {
    longListPage: typeof longListPage;
  }
}

const FLOOR = 'rows';
/** From end to end in 20 s. */
const STEP_PX = 533;
const FRAMES = 1200;
const QUICK_FRAMES = 120;

/** 10,000 rows scrolled from end to end, with avatars and without: what the main thread does for each frame. */
export async function longList({ packages, rounds, quick }: Bench) {
  const frames = quick ? QUICK_FRAMES : FRAMES;
  const page = await buildPage(packages, 'longList.tsx');
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const face = await sharp({ create: { width: 96, height: 96, channels: 3, background: '#888', noise } })
    .webp()
    .toBuffer();
  const site = await serve({
    '/face/': (_, response) => send(response, 'image/webp', face, 'private, max-age=86400'),
    '/chat-pictures/': (path, response) => send(response, 'application/json', answer(path)),
    '/script': (_, response) => send(response, 'text/javascript; charset=utf-8', page.script),
    '/': (_, response) => sendPage(response, page, '/script'),
  });
  const browser = await openBrowser();
  const open = async (column: string) => {
    const opened = await browser.context.newPage();
    await opened.setViewportSize({ width: 400, height: 900 });
    await opened.goto(`${site.origin}/${column === OURS ? '?avatars' : ''}`);
    await opened.waitForSelector('.row');
    return opened;
  };
  try {
    const { work = {}, fps = {} } = await interleave([FLOOR, OURS], Math.min(rounds, 3), async (column) =>
      withPage(await open(column), (opened) => scroll(opened, frames)),
    );
    const labels = { [FLOOR]: 'the same list without avatars', [OURS]: 'chat-avatar' };
    const rate = medianIn(fps, OURS);
    return {
      title: '10,000 rows, scrolled from end to end',
      rows: {
        work: rowOf(work, {
          what: 'main-thread work a frame',
          unit: 'ms',
          floor: FLOOR,
          labels,
          target: { of: 'ratio', atMost: 1.4 },
        }),
        fps: exactRow('frames a second', '', rate, {
          floor: { label: labels[FLOOR], median: medianIn(fps, FLOOR) },
        }),
      },
      growth: {},
      chromium: browser.version,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function scroll(page: Page, frames: number) {
  const { cpuOf } = await inspect(page);
  let took: number[] = [];
  const work = await cpuOf(async () => {
    took = await page.evaluate(([step, count]) => window.longListPage.scroll(step, count), [
      STEP_PX,
      frames,
    ] as const);
  });
  const total = took.reduce((sum, ms) => sum + ms, 0);
  return { work: work / frames, fps: (took.length / total) * 1000 };
}

/** What a gateway answers when it has a picture for every chat. */
function answer(path: string): string {
  const chatIds = new URL(path, 'http://localhost').searchParams.getAll('chatId');
  const pictures = chatIds.map((chatId) => ({
    chatId,
    picture: { status: 'available', url: `/face/${encodeURIComponent(chatId)}` },
  }));
  return JSON.stringify({ pictures });
}
