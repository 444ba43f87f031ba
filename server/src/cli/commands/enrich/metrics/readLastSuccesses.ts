import { lastSuccess } from '../../../../enricher/lastSuccess.js';
import { CliError } from '../../../shared/CliError.js';
import { type EnrichInstancesOptions, nameOf, openTarget, type Target } from '../enrichInstances.js';
import type { EnrichMetrics } from './createEnrichMetrics.js';

/** Reads the last successes from the stores, so that the alert for a missing run does not lose its series in a restart. */
export async function readLastSuccesses(
  targets: readonly Target[],
  options: EnrichInstancesOptions,
  metrics: EnrichMetrics,
): Promise<void> {
  await Promise.all(
    targets.map(async (target) => {
      const opened = await openTarget(target, options).catch(ignoreCliError);
      if (opened === undefined) return;
      const { source, store } = opened;
      const at = await lastSuccess(store.storage, source.id, undefined);
      await store.close().catch(() => undefined);
      if (at !== undefined) metrics.succeeded(nameOf(target), at);
    }),
  );
}

/** The next run reports it. */
function ignoreCliError(thrown: unknown): undefined {
  if (!(thrown instanceof CliError)) throw thrown;
}
