import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { photograph } from '../../../test/support/photographs.js';
import type { Bench } from '../../harness/Bench.js';
import { buildPage, buildProcess } from '../../harness/build.js';
import { Process } from '../../harness/Process.js';
import { openBrowser } from '../../harness/page/browser.js';
import { send, sendPage, serve } from '../../harness/page/site.js';
import type { Row } from '../../report/Results.js';
import { exactRow } from '../../report/rows.js';

const ROWS = 200;
const CHATS = 120;

/** Of one load of the page. */
interface Traffic {
  pictureRequests: number;
  imageRequests: number;
  imageBytes: number;
}

/** 200 rows with 120 chats at 40 px on a 2× screen, from a gateway: requests and bytes of a visit, a reload and a failure. */
export async function screen({ packages }: Bench) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  const original = await photograph();
  await writeFile(photo, original);
  const page = await buildPage(packages, 'screen.tsx');
  const gateway = await Process.start<string>(await buildProcess(packages, 'gateway'), [photo]);
  const counter = countTraffic(gateway.hello);
  const site = await serve({
    '/chat-pictures/': counter.route,
    '/script': (_, response) => send(response, 'text/javascript; charset=utf-8', page.script),
    '/': (_, response) => sendPage(response, page, '/script'),
  });
  const visit = async (query: '' | '?byHand') => {
    const images = query === '' ? ROWS : 0;
    const browser = await openBrowser({ deviceScaleFactor: 2 });
    try {
      const opened = await browser.context.newPage();
      const first = await counter.during(async () => {
        await opened.goto(`${site.origin}/${query}`);
        await untilComplete(opened, images);
      });
      const reload = await counter.during(async () => {
        await opened.reload();
        await untilComplete(opened, images);
      });
      return { first, reload, version: browser.version };
    } finally {
      await browser.close();
    }
  };
  try {
    const ours = await visit('');
    const byHand = await visit('?byHand');
    counter.failNext();
    const oursFailing = await visit('');
    counter.failNext();
    const byHandFailing = await visit('?byHand');
    const row = (what: string, value: number, floor: number, hand: number, atMost?: number): Row =>
      exactRow(what, '', value, {
        floor: { label: 'the fewest possible', median: floor },
        peers: { 'useQuery by hand': { median: hand } },
        ...(atMost !== undefined && { target: { of: 'value', atMost } }),
      });
    const kilobytes = (bytes: number) => bytes / 1000;
    const originals = CHATS * original.byteLength;
    const share = ours.first.imageBytes / originals;
    return {
      title: 'A screen of 200 rows with 120 chats',
      rows: {
        requests: row(
          'requests for its pictures',
          ours.first.pictureRequests,
          1,
          byHand.first.pictureRequests,
          3,
        ),
        reload: row(
          'requests after a reload within 24 h',
          ours.reload.pictureRequests + ours.reload.imageRequests,
          0,
          byHand.reload.pictureRequests + byHand.reload.imageRequests,
          0,
        ),
        failure: row(
          'requests when one is answered with 503',
          oursFailing.first.pictureRequests,
          2,
          byHandFailing.first.pictureRequests,
          6,
        ),
        bytes: exactRow('bytes of its images at 40 px, 2×', 'kB', kilobytes(ours.first.imageBytes), {
          floor: { label: 'originals of 640 px', median: kilobytes(originals) },
          ratio: { median: share, q1: share, q3: share },
          target: { of: 'ratio', atMost: 0.05 },
        }),
      },
      growth: {},
      chromium: ours.version,
    };
  } finally {
    await gateway.process.stop();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** That many images are loaded, and the answers of all chats are saved for a reload. */
async function untilComplete(page: Page, count: number) {
  await page.waitForFunction(
    ({ count, chats }) => {
      const images = [...document.querySelectorAll('img')];
      const saved = localStorage.getItem('REACT_QUERY_OFFLINE_CACHE')?.match(/"queryHash"/g)?.length ?? 0;
      return images.length >= count && images.every(({ complete }) => complete) && saved >= chats;
    },
    { count, chats: CHATS },
    { timeout: 120_000 },
  );
}

/** Passes requests on to the gateway, and counts them. */
function countTraffic(gateway: string) {
  let traffic: Traffic = { pictureRequests: 0, imageRequests: 0, imageBytes: 0 };
  let fails = false;
  const route = (rest: string, response: ServerResponse, request: IncomingMessage) => {
    const isImage = rest.startsWith('images/');
    if (isImage) traffic.imageRequests += 1;
    else traffic.pictureRequests += 1;
    if (fails && !isImage) {
      fails = false;
      response.writeHead(503).end();
      return;
    }
    const { method, headers } = request;
    forward(`${gateway}/chat-pictures/${rest}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (isImage) {
        answer.on('data', (chunk) => {
          traffic.imageBytes += chunk.byteLength;
        });
      }
      answer.pipe(response);
    })
      .on('error', () => response.destroy())
      .end();
  };
  return {
    route,
    failNext() {
      fails = true;
    },
    async during(task: () => Promise<void>): Promise<Traffic> {
      traffic = { pictureRequests: 0, imageRequests: 0, imageBytes: 0 };
      await task();
      return traffic;
    },
  };
}
