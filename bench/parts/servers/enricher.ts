import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photograph } from '../../../test/support/photographs.js';
import type { Bench } from '../../harness/Bench.js';
import { buildProcess } from '../../harness/build.js';
import { interleave } from '../../harness/interleave.js';
import { Process } from '../../harness/Process.js';
import type { Enriched } from '../../processes/enrich.js';
import type { Growth } from '../../report/Results.js';
import { exactRow, OURS, rowOf } from '../../report/rows.js';

const FLOOR = 'sharp';

/** The enricher on a folder, beside sharp and the file system alone: CPU for each chat, and memory. */
export async function enricher({ packages, rounds, quick, full }: Bench) {
  const chats = full ? 10_000 : quick ? 100 : 1000;
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await photograph());
  const module = await buildProcess(packages, 'enrich');
  const start = async (...floor: string[]) =>
    (await Process.start(module, [photo, folder, ...floor])).process;
  const processes: Record<string, Process> = { [FLOOR]: await start(FLOOR), [OURS]: await start() };
  const run = async (column: string, count: number) => ({
    ...(await processes[column]?.ask<Enriched>({ chats: count })),
  });
  try {
    const { cpuMs = {} } = await interleave(
      [FLOOR, OURS],
      full ? 1 : Math.min(rounds, 3),
      (column, isWarmUp) => run(column, isWarmUp ? 100 : chats),
    );
    const sizes = [100, 1000, ...(quick ? [] : [10_000]), ...(full ? [100_000] : [])];
    const { memory, cpu } = await growthOf(sizes, start, run);
    const largest = sizes.at(-1) ?? 0;
    return {
      title: 'Servers: the enricher',
      rows: {
        cpu: rowOf(cpuMs, {
          what: `CPU for each of ${chats.toLocaleString('en')} chats`,
          unit: 'ms',
          floor: FLOOR,
          labels: { [FLOOR]: 'sharp and fs alone' },
          target: { of: 'ratio', atMost: 1.5 },
        }),
        memory: exactRow(
          `highest resident memory, ${largest.toLocaleString('en')} chats`,
          'MB',
          memory.points.at(-1)?.ours ?? Number.NaN,
          { target: { of: 'value', atMost: 150 } },
        ),
      },
      growth: { memory, cpu },
    };
  } finally {
    for (const process of Object.values(processes)) await process.stop();
    await rm(folder, { recursive: true, force: true });
  }

  /** Each size in a process of its own, because memory of an earlier run would count. */
  async function growthOf(sizes: number[], startOurs: () => Promise<Process>, measure: typeof run) {
    const memory: Growth = { what: 'memory of the enricher', of: 'chats', unit: 'MB', points: [] };
    const cpu: Growth = { what: 'CPU of the enricher for each chat', of: 'chats', unit: 'ms', points: [] };
    for (const n of sizes) {
      await processes[OURS]?.stop();
      processes[OURS] = await startOurs();
      const { rssMb = Number.NaN, cpuMs = Number.NaN } = await measure(OURS, n);
      memory.points.push({ n, ours: rssMb });
      cpu.points.push({ n, ours: cpuMs });
    }
    return { memory, cpu };
  }
}
