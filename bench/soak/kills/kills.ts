import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildCli } from '../../../server/test/cli/buildCli.js';
import { startRedis } from '../../../test/support/redis.js';
import { describeRun } from '../support/runOfRecord.js';
import { killsReport } from './killsReport.js';
import { type KillRow, runKills } from './runKills.js';

/** Kills gateways and enrichers, and writes kills.md. Exits with 1 if anything was lost. */
export async function kills(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      kills: { type: 'string', default: '125' },
      /** A folder in memory makes flushes fast; SIGKILL loses nothing that was written either way. */
      folder: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
      out: { type: 'string', default: join(import.meta.dirname, '..') },
    },
  });
  const count = Number(values.kills);
  const run = describeRun(new Date());
  const folder = await mkdtemp(join(values.folder, 'kills-'));
  const program = await buildCli('soak-kills');
  const redis = await startRedis();
  const rows: KillRow[] = [];
  for (const store of ['files', 'Redis'] as const) {
    for (const victim of ['gateway', 'enricher'] as const) {
      const place = store === 'files' ? join(folder, victim) : `${redis.url}/${victim === 'gateway' ? 0 : 1}`;
      const row: KillRow = await runKills({
        victim,
        store,
        place,
        program,
        count,
        folder,
        onRound: console.log,
      });
      rows.push(row);
      await writeFile(join(values.out, 'kills.md'), killsReport(rows, run, count));
    }
  }
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
  if (rows.some(({ lost, withoutBytes, damaged }) => lost + withoutBytes + damaged > 0)) process.exitCode = 1;
}
