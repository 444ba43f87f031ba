import type { Bench } from '../../harness/Bench.js';
import { openAvatars, withPage } from '../../harness/page/avatars.js';
import type { Row } from '../../report/Results.js';
import { exactRow, OURS } from '../../report/rows.js';

const COUNT = 1000;
const RELOADS = 3;

/**
 * The first frame that is painted after a reload, with every picture in the HTTP cache: how many avatars show letters or an
 * icon, and how many show nothing. The worst of three reloads.
 */
export async function firstFrame({ packages, columns, labels }: Bench) {
  const avatars = await openAvatars(
    packages,
    columns.map(({ id }) => id),
  );
  const worst = new Map<string, { letters: number; holes: number }>();
  try {
    for (let reload = 0; reload < RELOADS; reload += 1) {
      for (const { id } of columns) {
        const seen = await withPage(await avatars.open(id), (page) =>
          page.evaluate((count) => window.avatarsPage.firstFrame(count), COUNT),
        );
        const before = worst.get(id) ?? { letters: 0, holes: 0 };
        worst.set(id, {
          letters: Math.max(before.letters, seen.letters),
          holes: Math.max(before.holes, seen.holes),
        });
      }
    }
  } finally {
    await avatars.close();
  }
  const row = (what: string, of: 'letters' | 'holes'): Row =>
    exactRow(what, '', worst.get(OURS)?.[of] ?? Number.NaN, {
      target: { of: 'value', atMost: 0 },
      peers: Object.fromEntries(
        columns
          .filter(({ id }) => id !== OURS)
          .map(({ id }) => [labels[id] ?? id, { median: worst.get(id)?.[of] ?? Number.NaN }]),
      ),
    });
  return {
    title: 'The first painted frame after a reload',
    rows: {
      letters: row('with letters, of 1,000 cached pictures', 'letters'),
      holes: row('with nothing, of 1,000 cached pictures', 'holes'),
    },
    growth: {},
    chromium: avatars.version,
  };
}
