import { useRef } from 'react';

/**
 * The time at which the query was first enabled in this component, in ms since the epoch. It separates older errors from new
 * ones. 0 after an error boundary was reset ("Try again"), which ends the pause. `undefined` without a key.
 *
 * @param key identifies the query, by identity.
 * @param isReset of `useQueryErrorResetBoundary()`.
 */
export function useEnabledSince(key: object | undefined, isReset: () => boolean): number | undefined {
  const enabled = useRef<{ key: object | undefined; since: number | undefined }>(undefined);
  if (enabled.current === undefined || enabled.current.key !== key) {
    const now = isReset() ? 0 : Date.now();
    enabled.current = { key, since: key === undefined ? undefined : now };
  }
  return enabled.current.since;
}
