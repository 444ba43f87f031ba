import type { Listening } from '../../shared/http/listen.js';
import { type EnrichInstancesOptions, enrichInstances, openTarget, type Target } from './enrichInstances.js';
import { enrichOnSchedule, type ScheduleOptions } from './enrichOnSchedule.js';
import { EXIT } from './exitCodes.js';
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
  let server: Listening | undefined;
  try {
    // A schedule with wrong credentials or a wrong store fails at once, and not on the next morning.
    const only = options.config === undefined ? await openTarget(undefined, options, signal) : undefined;
    const metrics = createEnrichMetrics();
    server = await serveMetrics(metrics, options);
    if (server === undefined) {
      await only?.store.close();
    } else {
      const open = async (target: Target) => only ?? openTarget(target, options, signal);
      await readLastSuccesses(targets, open, metrics, signal);
      console.error(`The metrics are at ${server.origin}/metrics.`);
    }
    const run = () => enrichInstances(targets, options, { signal, metrics });
    return await enrichOnSchedule(run, options, signal);
  } catch (thrown) {
    if (signal.aborted && thrown === signal.reason) return EXIT.success;
    throw thrown;
  } finally {
    await server?.close();
  }
}
