import type { Page } from 'playwright';
import type { Bench } from '../../harness/Bench.js';
import { interleave } from '../../harness/interleave.js';
import { openAvatars, withPage } from '../../harness/page/avatars.js';
import { inspect } from '../../harness/page/browser.js';
import { medianIn, medianOf } from '../../harness/statistics.js';
import type { Kind } from '../../pages/avatars/main.js';
import type { Growth, Row, Target } from '../../report/Results.js';
import { OURS, rowOf } from '../../report/rows.js';

const COUNT = 1000;
const SIZES = [100, 1000, 10_000];
const GROWTH_ROUNDS = 1;
const WARM_MOUNTS = 3;
const RENAMES = 5;
const KINDS: Kind[] = ['initials', 'picture'];

const METRICS: { id: string; what: string; unit: string; floor: string; kinds: Kind[]; target: Target }[] = [
  {
    id: 'mount',
    what: 'mount 1,000',
    unit: 'ms',
    floor: 'query',
    kinds: KINDS,
    target: { of: 'ratio', atMost: 1.5 },
  },
  {
    id: 'rename',
    what: 're-render, one of 1,000 renamed',
    unit: 'ms',
    floor: 'query',
    kinds: KINDS,
    target: { of: 'ratio', atMost: 1.1 },
  },
  {
    id: 'heap',
    what: 'heap for each',
    unit: 'kB',
    floor: 'query',
    kinds: KINDS,
    target: { of: 'ratio', atMost: 1.6 },
  },
  {
    id: 'settled',
    what: '1,000 settled, cached, fresh page',
    unit: 'ms',
    floor: 'bare',
    kinds: ['picture'],
    target: { of: 'ratio', atMost: 1.1 },
  },
];

/** Avatars in Chromium: mounted, renamed, settled, and their part of the heap. A fresh page per column and round. */
export async function client({ packages, columns, labels, rounds, quick }: Bench) {
  const ids = columns.map(({ id }) => id);
  const avatars = await openAvatars(packages, ids);
  const { open } = avatars;
  const rows: Record<string, Row | undefined> = {};
  const growth: Record<string, Growth> = {};
  try {
    for (const kind of KINDS) {
      const samples = await interleave(ids, rounds, async (column) =>
        withPage(await open(column), (page) => measure(page, kind)),
      );
      for (const { id, what, kinds, ...row } of METRICS) {
        if (!kinds.includes(kind)) continue;
        rows[`${id}-${kind}`] = rowOf(samples[id] ?? {}, {
          ...row,
          what: `${what}, ${plural(kind)}`,
          labels,
        });
      }
      growth[`mount-${kind}`] = await growthOf(kind, open, quick ? [100, 1000] : SIZES);
    }
  } finally {
    await avatars.close();
  }
  return { title: 'In the browser', rows, growth, chromium: avatars.version };
}

const plural = (kind: Kind) => (kind === 'picture' ? 'pictures' : 'initials');

/** The first mount of the page for heap and pictures; then warm mounts, each after an unmount and a collection. */
async function measure(page: Page, kind: Kind) {
  const { cpuOf, heapBytes } = await inspect(page);
  const mount = () =>
    page.evaluate(([kind, count]) => window.avatarsPage.mount(kind, count), [kind, COUNT] as const);
  const settled = () => page.evaluate(() => window.avatarsPage.settled());
  const before = await heapBytes();
  await mount();
  const settledMs = await settled();
  const heap = ((await heapBytes()) - before) / COUNT / 1000;
  const mounts: number[] = [];
  const renames: number[] = [];
  for (let time = 0; time < WARM_MOUNTS; time += 1) {
    await page.evaluate(() => window.avatarsPage.unmount());
    mounts.push(await cpuOf(mount));
    await settled();
    renames.push(await cpuOf(() => page.evaluate((times) => window.avatarsPage.rename(times), RENAMES)));
    await settled();
  }
  return { settled: settledMs, heap, mount: medianOf(mounts), rename: medianOf(renames) / RENAMES };
}

async function growthOf(
  kind: Kind,
  open: (column: string) => Promise<Page>,
  sizes: number[],
): Promise<Growth> {
  const points: Growth['points'] = [];
  for (const count of sizes) {
    const { ms = {} } = await interleave(['query', OURS], GROWTH_ROUNDS, async (column) =>
      withPage(await open(column), async (page) => {
        const { cpuOf } = await inspect(page);
        const mount = () =>
          page.evaluate(([kind, count]) => window.avatarsPage.mount(kind, count), [kind, count] as const);
        await mount();
        await page.evaluate(() => window.avatarsPage.unmount());
        return { ms: await cpuOf(mount) };
      }),
    );
    points.push({ n: count, ours: medianIn(ms, OURS), floor: medianIn(ms, 'query') });
  }
  return { what: `mount, ${plural(kind)}`, of: 'avatars', unit: 'ms', points };
}
