import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runCommand } from '../../test/support/runCommand.js';
import type { Bench } from '../harness/Bench.js';
import type { Row } from '../report/Results.js';
import { exactRow } from '../report/rows.js';

/**
 * The README's `npm ci && npm test` on a clone of the last commit, with an empty cache of npm, and the unit tests alone. Wall time: it means
 * something on a machine that does nothing else. A run in which a test fails is no measurement, and throws with its output.
 */
export async function testCommand({ quick }: Bench) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-avatar-bench-'));
  const clone = join(folder, 'clone');
  const env = { ...withoutNpm(process.env), npm_config_cache: join(folder, 'cache'), CI: 'true' };
  const run = async (cwd: string, program: string, ...args: string[]) => {
    const measured = await measure(() => runCommand(program, args, { env, cwd }));
    const { ok, output } = measured.result;
    if (!ok) throw new Error(`${program} ${args.join(' ')} failed:\n${output.slice(-10_000)}`);
    return measured;
  };
  try {
    await run(root, 'git', 'clone', '--quiet', '.', clone);
    const install = await run(clone, 'npm', 'ci');
    const unit = await run(clone, 'npm', 'run', 'test:unit');
    const rows: Record<string, Row> = {
      unit: exactRow('`npm run test:unit`', 's', unit.seconds, { target: { of: 'value', atMost: 20 } }),
    };
    if (!quick) {
      const all = await run(clone, 'npm', 'test');
      console.log(all.result.output.trim().split('\n').at(-1));
      const minutes = (install.seconds + all.seconds) / 60;
      rows.all = exactRow('`npm ci && npm test`', 'min', minutes, { target: { of: 'value', atMost: 10 } });
      rows.busy = exactRow('share of the cores that works meanwhile', '%', all.busyShare * 100);
    }
    return { title: 'The test command, on a clean clone', rows, growth: {} };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What `npm run bench` tells npm about itself would reach the npm of the clone, but for the registry. */
const withoutNpm = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_/i.test(name) || name === 'npm_config_registry'),
  );

async function measure<T>(task: () => Promise<T>) {
  const before = cpuTimes();
  const startedAt = performance.now();
  const result = await task();
  const seconds = (performance.now() - startedAt) / 1000;
  const after = cpuTimes();
  const total = after.total - before.total;
  return { result, seconds, busyShare: total > 0 ? 1 - (after.idle - before.idle) / total : 0 };
}

/** Of all cores together, in ms since the machine started. */
function cpuTimes() {
  const times = cpus().map((core) => core.times);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return { idle: sum(times.map(({ idle }) => idle)), total: sum(times.flatMap((one) => Object.values(one))) };
}
