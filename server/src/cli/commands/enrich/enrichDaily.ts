import { type EnrichInstancesOptions, enrichInstances, openTarget, type Target } from './enrichInstances.js';
import { enrichOnSchedule, type ScheduleOptions } from './enrichOnSchedule.js';
import { createEnrichMetrics } from './metrics/createEnrichMetrics.js';
import { readLastSuccesses } from './metrics/readLastSuccesses.js';
import { type MetricsServerOptions, serveMetrics } from './metrics/serveMetrics.js';

export type DailyOptions = ScheduleOptions & EnrichInstancesOptions & MetricsServerOptions;

/** `enrich --schedule`: runs the instances on the schedule until `signal` aborts. Resolves to the exit code. @throws {CliError} */
export async function enrichDaily(
  targets: readonly Target[],
  options: DailyOptions,
  signal: AbortSignal,
): Promise<number> {
  // A schedule with wrong credentials or a wrong store fails at once, and not on the next morning.
  if (options.config === undefined) await (await openTarget(undefined, options)).store.close();
  const metrics = createEnrichMetrics();
  const server = await serveMetrics(metrics, options);
  if (server !== undefined) {
    await readLastSuccesses(targets, options, metrics);
    console.error(`The metrics are at ${server.origin}/metrics.`);
  }
  try {
    const run = () => enrichInstances(targets, options, { signal, metrics });
    return await enrichOnSchedule(run, options, signal);
  } finally {
    await server?.close();
  }
}
