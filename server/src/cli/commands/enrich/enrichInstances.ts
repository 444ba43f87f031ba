import { type EnrichReport, noCounts } from '../../../enricher/EnrichReport.js';
import { untilAborted } from '../../../lib/async/untilAborted.js';
import { openStore } from '../../shared/openStore.js';
import { placeOfStore } from '../../shared/placeOfStore.js';
import { createWawp } from '../../shared/wawp/createWawp.js';
import { createWawpFromEnvironment, instanceIdOf } from '../../shared/wawp/createWawpFromEnvironment.js';
import type { Instance } from '../../shared/wawp/instances.js';
import { EXIT, type ExitCode } from './exitCodes.js';
import { countFailures } from './formatReport.js';
import type { EnrichMetrics } from './metrics/createEnrichMetrics.js';
import { writeMetrics } from './metrics/metricsFile.js';
import {
  interrupted,
  notStarted,
  type RunOptions,
  type RunResult,
  type RunTarget,
  runEnrich,
} from './runEnrich.js';

export interface EnrichInstancesOptions extends RunOptions {
  store: string;
  /** In seconds. */
  timeout: number;
  overviewTimeout: number;
  metricsFile?: string;
  config?: string;
  emulator?: string;
}

/** A Wawp instance of `--config`; `undefined` is the one of the environment. */
export type Target = Instance | undefined;

interface InstanceResult extends RunResult {
  id: string;
}

export interface EnrichContext {
  signal: AbortSignal;
  /** Those of `--metrics-port`. */
  metrics?: EnrichMetrics;
}

/**
 * Runs the instances one after another, and prints one report with `--json`. An instance that fails does not affect the next ones.
 * Resolves to the exit code.
 */
export async function enrichInstances(
  targets: readonly Target[],
  options: EnrichInstancesOptions,
  { signal, metrics }: EnrichContext,
): Promise<ExitCode> {
  const startedAt = Date.now();
  const start = performance.now();
  const results: InstanceResult[] = [];
  for (const target of targets) {
    if (target && !options.json) console.log(`Instance ${target.id}`);
    const result = await runOne(target, options, signal);
    results.push({ id: target?.id ?? instanceIdOf(process.env), ...result });
    if (result.exitCode === EXIT.interrupted) break;
  }
  const exitCode = combine(results);
  if (options.json && exitCode !== EXIT.interrupted) {
    const durationMs = Math.round(performance.now() - start);
    const [only] = results;
    const isSingle = targets.length === 1 && targets[0] === undefined;
    const shown = options.summary === true ? withoutChats : (report: RunResult['report']) => report;
    if (!isSingle || only === undefined) print({ ...sum(results, shown), startedAt, durationMs });
    else if (only.error === undefined || only.report.stopped) print(shown(only.report));
  }
  if (options.dryRun) return exitCode;
  const named = results.map((result, index) => ({ ...result, name: nameOf(targets[index]) }));
  metrics?.record(named);
  if (options.metricsFile !== undefined) await writeMetrics(options.metricsFile, targets.map(nameOf), named);
  return exitCode;
}

/** The label `instance` of the metrics, which is that of `serve`. */
export function nameOf(target: Target): string {
  return target?.name ?? instanceIdOf(process.env);
}

/**
 * Creates the client and opens the store of an instance.
 *
 * @throws {CliError}, or the signal's reason, at once.
 */
export async function openTarget(
  target: Target,
  { store: place, timeout, overviewTimeout, dryRun, emulator }: EnrichInstancesOptions,
  signal: AbortSignal,
): Promise<Omit<RunTarget, 'signal'>> {
  const timeouts = { timeoutMs: timeout * 1000, overviewTimeoutMs: overviewTimeout * 1000 };
  const source = target
    ? await createWawp({
        instanceId: target.id,
        accessToken: target.readAccessToken(),
        baseUrl: target.baseUrl,
        places: target.places,
        ...timeouts,
      })
    : await createWawpFromEnvironment({ emulator }, timeouts);
  const option = target?.storeOption ?? placeOfStore();
  const opening = openStore(target?.store ?? place, { check: dryRun !== true, option });
  // A store that hangs is given up. The end of the process closes it.
  const store = await untilAborted(opening, signal);
  return { source, store, storeOption: option };
}

async function runOne(
  target: Target,
  options: EnrichInstancesOptions,
  signal: AbortSignal,
): Promise<RunResult> {
  let opened: Omit<RunTarget, 'signal'>;
  try {
    opened = await openTarget(target, options, signal);
  } catch (thrown) {
    return signal.aborted ? interrupted(0, { dryRun: options.dryRun }) : notStarted(thrown);
  }
  try {
    return await runEnrich({ ...opened, signal }, options);
  } finally {
    await opened.store.close().catch(() => undefined);
  }
}

/**
 * The exit code that all instances share. Otherwise `stopped` if one did not run to its end: `partial` would say that all chats were tried,
 * and a schedule repeats it three times only.
 */
function combine(results: readonly RunResult[]): ExitCode {
  const codes = new Set(results.map(({ exitCode }) => exitCode));
  if (codes.has(EXIT.interrupted)) return EXIT.interrupted;
  const [first = EXIT.success] = codes;
  if (codes.size === 1) return first;
  return codes.has(EXIT.notStarted) || codes.has(EXIT.stopped) ? EXIT.stopped : EXIT.partial;
}

/** The report for a log: how many chats failed for each reason, and how many were erased, without names and chat ids. */
function withoutChats({ chats, removed, ...report }: RunResult['report']) {
  return { ...report, failures: countFailures(chats), ...(removed && { removed: removed.length }) };
}

function sum(results: readonly InstanceResult[], shown: (report: RunResult['report']) => object) {
  const counts = noCounts();
  let bytes = 0;
  for (const { report } of results) {
    bytes += report.bytes;
    for (const outcome of Object.keys(counts) as (keyof EnrichReport['counts'])[]) {
      counts[outcome] += report.counts[outcome];
    }
  }
  const instances = results.map(({ id, exitCode, error, report }) => ({
    id,
    exitCode,
    ...(error !== undefined && { error }),
    ...shown(report),
  }));
  return { instances, counts, bytes };
}

/** JSON Lines: each run of a schedule prints one line. */
function print(report: object): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
