import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * When this component began to want the query, in ms since the epoch: errors before it may be errors of a moment ago. 0
 * after an error boundary was reset ("Try again"), which ends the pause. `undefined` without a key.
 */
export function useWantedSince(key: string | undefined): number | undefined {
  const { isReset } = useQueryErrorResetBoundary();
  const wanted = useRef<{ key: string | undefined; since: number | undefined }>(undefined);
  if (wanted.current === undefined || wanted.current.key !== key) {
    const now = isReset() ? 0 : Date.now();
    wanted.current = { key, since: key === undefined ? undefined : now };
  }
  return wanted.current.since;
}
