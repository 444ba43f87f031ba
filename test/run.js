// `npm test`: everything that is checked, in one command, with one number at the end.
//
//   npm test                                   all of it
//   npm test -- --only lint,types              some of the checks, no tests
//   npm test -- --only tests gateway           the tests alone; the rest goes to Vitest (file names, --project, -t …)
import { installAll } from './consumers/support/installDependencies.js';
import { checks } from './support/checks.js';
import { installChromium } from './support/installChromium.js';
import { installNginx, installRedis } from './support/installServers.js';
import { runVitest, summarize } from './support/runVitest.js';

const TESTS = 'tests';

/** @returns {{ only: string[] | undefined, filters: string[] }} */
function readArguments(args) {
  const at = args.indexOf('--only');
  if (at === -1) return { only: args.length > 0 ? [TESTS] : undefined, filters: args };
  const only = (args[at + 1] ?? '').split(',').filter(Boolean);
  const known = [...checks.map((check) => check.name), TESTS];
  const unknown = only.filter((name) => !known.includes(name));
  if (only.length === 0 || unknown.length > 0) {
    throw new Error(`--only takes one or more of: ${known.join(', ')}.`);
  }
  return { only, filters: args.toSpliced(at, 2) };
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs checks one after another, and adds the names of those that fail to `failed`. */
async function runLane(lane, failed) {
  for (const check of lane) {
    const start = performance.now();
    const { ok, output } = failed.has(check.needs)
      ? { ok: false, output: `It needs ${check.needs}, which failed.` }
      : await check.run();
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(8)} ${seconds(start).padStart(7)}`);
    if (!ok) console.log(`\n${output.trim()}\n`);
    if (!ok) failed.add(check.name);
  }
}

/** In two lanes side by side: the checks of the sources, and the build with what needs it. */
async function runChecks(selected) {
  const failed = new Set();
  const needsBuild = ({ name, needs }) => name === 'build' || needs !== undefined;
  await Promise.all([
    runLane(
      selected.filter((check) => !needsBuild(check)),
      failed,
    ),
    runLane(selected.filter(needsBuild), failed),
  ]);
  return failed;
}

/**
 * All tests, or those of `filters`. The unit tests run while the packages of the consumers arrive: they need none of them, and npm leaves
 * a core idle.
 */
async function runTests(projects, filters, installing) {
  if (filters.length > 0) return [await runVitest([...projects, ...filters])];
  const [unit] = await Promise.all([runVitest(['--project=unit']), installing]);
  return [unit, await runVitest(['--project=!unit', ...projects])];
}

async function main() {
  const { only, filters } = readArguments(process.argv.slice(2));
  const wanted = (name) => !only || only.includes(name);

  if (wanted(TESTS)) {
    process.env.CHROME_PATH = await installChromium();
    process.env.REDIS_SERVER_PATH = await installRedis();
    // Without it, its own tests fail with the sentence, and all others run.
    await installNginx().catch(() => {});
  }
  // The packages of the consumers arrive while the checks run. A failed install fails the tests that need it.
  const installing = wanted(TESTS) && filters.length === 0 ? installAll().catch(() => {}) : undefined;
  const selected = checks.filter((check) => wanted(check.name));
  const failedChecks = await runChecks(selected);
  // Without a tarball the tests of it cannot start, and would take all the others down with them.
  const projects = failedChecks.has('pack') ? ['--project=!package', '--project=!consumers*'] : [];
  const tested = wanted(TESTS) ? await runTests(projects, filters, installing) : [];

  const checked = { passed: selected.length - failedChecks.size, failures: [...failedChecks] };
  const { ok, lines } = summarize([checked, ...tested]);
  console.log(lines.join('\n'));
  return ok ? 0 : 1;
}

process.exitCode = await main().catch((error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  return 1;
});
