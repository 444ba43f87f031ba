import { useMemo } from 'react';
import { isServer } from '../lib/isServer.js';

/**
 * The time at which the query was first enabled in this component, in ms since the epoch. It separates older errors from new
 * ones. 0 after an error boundary was reset ("Try again"), which ends the pause, and on a server. `undefined` without a key.
 *
 * A server has no use for the time: nothing is fetched there, and Next.js refuses to prerender what reads it (`cacheComponents`).
 *
 * A memo, not a ref: a render that React throws away, as of a transition that is overtaken, must not change the time of the shown query.
 *
 * @param key identifies the query, by identity.
 * @param isReset of `useQueryErrorResetBoundary()`.
 */
export function useEnabledSince(key: object | undefined, isReset: () => boolean): number | undefined {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a reset later is of another error.
  return useMemo(() => key && (isReset() || isServer ? 0 : Date.now()), [key]);
}
