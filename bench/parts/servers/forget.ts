import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photograph } from '../../../test/support/photographs.js';
import type { Bench } from '../../harness/Bench.js';
import { buildProcess } from '../../harness/build.js';
import { Process } from '../../harness/Process.js';
import type { Forgotten } from '../../processes/forget.js';
import type { Growth } from '../../report/Results.js';
import { exactRow } from '../../report/rows.js';

/** The requests that forgetting one person sends to a bucket with many faces. */
export async function forget({ packages, quick, full }: Bench) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await photograph(64));
  const { process } = await Process.start(await buildProcess(packages, 'forget'), [photo]);
  const growth: Growth = { what: 'requests to forget one person', of: 'faces', unit: 'requests', points: [] };
  try {
    const sizes = [100, 1000, ...(quick ? [] : [10_000]), ...(full ? [50_000] : [])];
    for (const n of sizes) {
      const { requests } = await process.ask<Forgotten>({ chats: n });
      growth.points.push({ n, ours: requests });
    }
    const { n = 0, ours = Number.NaN } = growth.points.at(-1) ?? {};
    return {
      title: 'Servers: forget one person',
      rows: {
        requests: exactRow(`on a bucket with ${n.toLocaleString('en')} faces`, 'requests', ours, {
          target: { of: 'value', atMost: 20 },
        }),
      },
      growth: { requests: growth },
    };
  } finally {
    await process.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
