import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import type { Bench } from '../../harness/Bench.js';
import { buildProcess } from '../../harness/build.js';
import { compareServers, type ServerUnderTest } from '../../harness/load/compareServers.js';
import { recordAnswer } from '../../harness/load/recordAnswer.js';
import { Process } from '../../harness/Process.js';
import { chatIdOf } from '../../processes/support/chatIdOf.js';
import type { Row } from '../../report/Results.js';
import { OURS, rowOf } from '../../report/rows.js';

const CHATS = 60;
const FLOOR = 'bare';
const QUERY = Array.from(
  { length: CHATS },
  (_, index) => `chatId=${encodeURIComponent(chatIdOf(index))}`,
).join('&');

/** The JSON for 60 cached chats from each kind of store, and from a bare server with the same JSON. */
export async function json({ packages, rounds }: Bench) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await photograph(160));
  const redis = await startRedis();
  const stores = { memory: '', folder: join(folder, 'store'), Redis: redis.url };
  const targets = { memory: 0.6, folder: 0.4, Redis: 0.4 };
  const servers: Record<string, ServerUnderTest> = {};
  const processes: Process[] = [];
  const start = async (module: string, ...args: string[]) => {
    const started = await Process.start<string>(await buildProcess(packages, module), args);
    processes.push(started.process);
    return { origin: started.hello, pid: started.process.pid };
  };
  try {
    for (const [store, place] of Object.entries(stores)) {
      const { origin, pid } = await start('gateway', photo, place);
      servers[store] = { url: `${origin}/chat-pictures/pictures?${QUERY}`, pid };
      await (await fetch(servers[store].url)).text();
    }
    const recorded = join(folder, 'pictures.json');
    await recordAnswer({ url: servers.memory?.url ?? '' }, recorded);
    const { origin, pid } = await start('bareServer', recorded);
    servers[FLOOR] = { url: `${origin}/chat-pictures/pictures?${QUERY}`, pid };

    const { rate = {} } = await compareServers(servers, rounds);
    const rows: Record<string, Row | undefined> = {};
    for (const [store, atLeast] of Object.entries(targets)) {
      const samples = { [FLOOR]: rate[FLOOR] ?? [], [OURS]: rate[store] ?? [] };
      rows[store] = rowOf(samples, {
        what: `on ${store === 'folder' ? 'a folder' : store}`,
        unit: 'requests per CPU second',
        floor: FLOOR,
        labels: { [FLOOR]: 'bare node:http' },
        target: { of: 'ratio', atLeast },
      });
    }
    return { title: 'Servers: JSON for 60 cached chats, 64 connections', rows, growth: {} };
  } finally {
    for (const process of processes) await process.stop();
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
