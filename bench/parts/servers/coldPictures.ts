import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photograph } from '../../../test/support/photographs.js';
import type { Bench } from '../../harness/Bench.js';
import { buildProcess } from '../../harness/build.js';
import { interleave } from '../../harness/interleave.js';
import { Process } from '../../harness/Process.js';
import { medianIn } from '../../harness/statistics.js';
import type { ColdPictures } from '../../processes/coldPictures.js';
import { exactRow, OURS, rowOf } from '../../report/rows.js';

const FLOOR = 'sharp';
const PICTURES = 50;

/** Pictures that are asked for the first time: the CPU for JSON and one image of 80 px, beside sharp alone. */
export async function coldPictures({ packages, rounds }: Bench) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await photograph());
  const module = await buildProcess(packages, 'coldPictures');
  const processes: Record<string, Process> = {
    [FLOOR]: (await Process.start(module, [photo, FLOOR])).process,
    [OURS]: (await Process.start(module, [photo])).process,
  };
  try {
    const { cpuMs = {}, storeCalls = {} } = await interleave([FLOOR, OURS], rounds, async (column) => ({
      ...(await processes[column]?.ask<ColdPictures>({ count: PICTURES })),
    }));
    return {
      title: 'Servers: a picture that is asked for the first time',
      rows: {
        cpu: rowOf(cpuMs, {
          what: 'CPU for JSON and one image of 80 px',
          unit: 'ms',
          floor: FLOOR,
          labels: { [FLOOR]: 'sharp alone' },
          target: { of: 'ratio', atMost: 1.15 },
        }),
        storeCalls: exactRow('calls of the store', '', medianIn(storeCalls, OURS), {
          target: { of: 'value', atMost: 6 },
        }),
      },
      growth: {},
    };
  } finally {
    for (const process of Object.values(processes)) await process.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
