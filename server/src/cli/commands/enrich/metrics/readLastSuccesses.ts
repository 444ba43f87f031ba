import { lastSuccess } from '../../../../enricher/lastSuccess.js';
import { untilAborted } from '../../../../lib/async/untilAborted.js';
import { CliError } from '../../../shared/CliError.js';
import { nameOf, type Target } from '../enrichInstances.js';
import type { RunTarget } from '../runEnrich.js';
import type { EnrichMetrics } from './createEnrichMetrics.js';

/**
 * Reads the last successes from the stores that `open` opens, so that the alert for a missing run does not lose its series in a
 * restart. Closes the stores.
 *
 * @throws the signal's reason.
 */
export async function readLastSuccesses(
  targets: readonly Target[],
  open: (target: Target) => Promise<Omit<RunTarget, 'signal'>>,
  metrics: EnrichMetrics,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    targets.map(async (target) => {
      const opened = await open(target).catch(ignoreCliError);
      if (opened === undefined) return;
      const { source, store } = opened;
      const at = await untilAborted(lastSuccess(store.storage, source.id, undefined), signal);
      await store.close().catch(() => undefined);
      if (at !== undefined) metrics.succeeded(nameOf(target), at);
    }),
  );
}

/** The next run reports it. */
function ignoreCliError(thrown: unknown): undefined {
  if (!(thrown instanceof CliError)) throw thrown;
}
