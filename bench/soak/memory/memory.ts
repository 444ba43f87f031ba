import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildCli } from '../../../server/test/cli/buildCli.js';
import { idOfInlineChat, startInlineWawp } from '../../../test/support/inlineWawp.js';
import { startS3 } from '../../../test/support/s3.js';
import { GatewayProcess } from '../support/GatewayProcess.js';
import { describeRun } from '../support/runOfRecord.js';
import { type MemoryRow, memoryReport } from './memoryReport.js';
import { anonymousMemory, childrenOf, highestMemory, residentMemory } from './processMemory.js';

const CHATS = 120;
/** Each may spend a quarter of the rate limit. */
const CALLERS = ['anna', 'bert', 'carl', 'dora'];
/** A multiple of three, for `startInlineWawp`. */
const PICTURE_BYTES = 2_001_000;
const SAMPLE_MS = 50;

/** The images that are requested at once when all chats are shown: of each picture in several widths. */
const IMAGES = 400;

/** The longest `Retry-After` of an image, in ms. */
const RETRY_AFTER_MS = 5_000;

/** What Node chooses in a container of 512 MB. */
const HEAP_OF_CONTAINER = '--max-old-space-size=256';

/** How long the store does not answer, in ms. */
const DOWN_MS = 40_000;

/** Runs the phases in one process of `serve`, one after another, and writes memory.md. */
export async function memory(): Promise<void> {
  const run = describeRun(new Date());
  const program = await buildCli('soak-memory');
  const folder = await mkdtemp(join(tmpdir(), 'memory-'));
  const wawp = await startInlineWawp(PICTURE_BYTES);
  let isUp: Promise<unknown> = Promise.resolve();
  const s3 = await startS3({ before: () => isUp });
  const gateway = await GatewayProcess.start(
    program,
    [
      '--store',
      `s3://${s3.bucket}/faces`,
      '--caller-header',
      'x-caller',
      '--trust-proxy',
      '--log-level',
      'warn',
    ],
    {
      NODE_OPTIONS: HEAP_OF_CONTAINER,
      WAWP_INSTANCE_ID: '1',
      WAWP_ACCESS_TOKEN: 'a-token-of-the-soak',
      WAWP_BASE_URL: wawp.origin,
      ...s3.environment,
    },
    join(folder, 'log'),
  );
  const rows: MemoryRow[] = [];
  const phase = async (name: string, work: () => Promise<string>) => {
    const row = await measure(gateway.pid, name, work);
    console.log(JSON.stringify(row));
    rows.push(row);
  };
  await phase('start', async () => 'ready');
  isUp = delay(DOWN_MS);
  await phase('the store is down', async () => {
    const end = performance.now() + DOWN_MS;
    let shown = new Map<number, string[]>();
    while (performance.now() < end) shown = await askForAll(gateway.origin);
    return `${shown.size} of ${CHATS} chats shown`;
  });
  let images: string[] = [];
  await phase('the store is back', async () => {
    let shown = new Map<number, string[]>();
    while (shown.size < CHATS) shown = await askForAll(gateway.origin);
    images = [...shown.values()].flat().slice(0, IMAGES);
    return `${shown.size} of ${CHATS} chats shown`;
  });
  await phase('cold images', async () => {
    let missing = images;
    const later: number[] = [];
    for (;;) {
      const statuses = await Promise.all(missing.map((image) => statusOf(gateway.origin + image)));
      missing = missing.filter((_, index) => statuses[index] !== 200);
      if (missing.length === 0) break;
      later.push(missing.length);
      await delay(RETRY_AFTER_MS);
    }
    return `${images.length} of ${images.length} images shown${later.map((count) => `, ${count} asked for again`).join('')}`;
  });
  const most = highestMemory(gateway.pid);
  console.log(`VmHWM ${most.toFixed(0)} MB`);
  await gateway.end('SIGTERM');
  await Promise.all([wawp.close(), s3.stop(), rm(folder, { recursive: true })]);
  await writeFile(join(import.meta.dirname, '../memory.md'), memoryReport(run, CHATS, rows, most));
}

/** The highest memory of a process and its children during some work. */
async function measure(pid: number, phase: string, work: () => Promise<string>): Promise<MemoryRow> {
  const row = { phase, serve: 0, decoders: 0, together: 0 };
  const sample = () => {
    const serve = residentMemory(pid);
    const decoders = childrenOf(pid).reduce((sum, child) => sum + residentMemory(child), 0);
    row.serve = Math.max(row.serve, serve);
    row.decoders = Math.max(row.decoders, decoders);
    row.together = Math.max(row.together, anonymousMemory(pid));
  };
  sample();
  const sampling = setInterval(sample, SAMPLE_MS);
  const startedAt = performance.now();
  const outcome = await work();
  clearInterval(sampling);
  return { ...row, outcome, seconds: (performance.now() - startedAt) / 1000 };
}

/** Asks for all chats at once. Resolves to those that are shown, with the URLs of their images. */
async function askForAll(origin: string): Promise<Map<number, string[]>> {
  const shown = new Map<number, string[]>();
  await Promise.all(
    Array.from({ length: CHATS }, async (_, index) => {
      const headers = { accept: 'application/json', 'x-caller': CALLERS[index % CALLERS.length] ?? '' };
      const answer = await fetch(`${origin}/pictures?chatId=${idOfInlineChat(index)}`, { headers });
      const [{ picture }] = (await answer.json()).pictures;
      if (picture?.status === 'available') shown.set(index, urlsOf(picture.srcSet));
    }),
  );
  return shown;
}

function urlsOf(srcSet: string): string[] {
  return srcSet.split(', ').map((candidate) => candidate.split(' ')[0] ?? '');
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
}
