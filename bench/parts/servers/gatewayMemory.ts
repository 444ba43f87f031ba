import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photograph } from '../../../test/support/photographs.js';
import type { Bench } from '../../harness/Bench.js';
import { buildProcess } from '../../harness/build.js';
import { Process } from '../../harness/Process.js';
import type { GatewayState } from '../../processes/gatewayMemory.js';
import { exactRow } from '../../report/rows.js';

/** The environment of `serve` in server/docs/deploy. */
const ENVIRONMENT = {
  NODE_OPTIONS: '--max-old-space-size=256 --max-semi-space-size=4',
  MALLOC_ARENA_MAX: '2',
};

/**
 * The resident memory of a gateway on a folder, with the settings of a deployment, while requests for ten times fewer chats pass through
 * it.
 */
export async function gatewayMemory({ packages, quick, full }: Bench) {
  const requests = full ? 1_000_000 : quick ? 1000 : 100_000;
  const chats = requests / 10;
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await photograph(64));
  const module = await buildProcess(packages, 'gatewayMemory');
  const args = [photo, join(folder, 'store'), `${chats}`];
  const { process } = await Process.start(module, args, ENVIRONMENT);
  const states: ({ n: number } & GatewayState)[] = [];
  try {
    let sent = 0;
    for (const share of [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 1]) {
      const more = Math.round(requests * share) - sent;
      sent += more;
      states.push({ n: sent, ...(await process.ask<GatewayState>({ requests: more })) });
    }
  } finally {
    await process.stop();
    await rm(folder, { recursive: true, force: true });
  }
  const highest = Math.max(...states.map(({ rssMb }) => rssMb));
  const powersOfTen = states.filter(({ n }) => Number.isInteger(Math.log10(n)));
  const text = `${requests.toLocaleString('en')} requests over ${chats.toLocaleString('en')} chats`;
  return {
    title: 'Servers: memory of the gateway',
    rows: {
      rss: exactRow(`highest resident memory, ${text}`, 'MB', highest, {
        target: { of: 'value', atMost: 200 },
      }),
    },
    growth: {
      rss: {
        what: 'memory of the gateway',
        of: 'requests',
        unit: 'MB',
        points: powersOfTen.map(({ n, rssMb }) => ({ n, ours: rssMb })),
      },
      cached: {
        what: 'CPU of the gateway for a cached chat',
        of: 'stored chats',
        unit: 'ms',
        points: powersOfTen.filter(({ n }) => n <= chats).map(({ n, cachedMs }) => ({ n, ours: cachedMs })),
      },
    },
  };
}
