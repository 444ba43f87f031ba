import { callListener } from '../lib/callListener.js';
import type { StoreLimit } from '../store/storage/storeLimits.js';

/** Calls the listener of the user once for each limit of the store. */
export function oncePerLimit(
  listener: ((limit: StoreLimit) => void) | undefined,
): (limit: StoreLimit) => void {
  const reported = new Set<StoreLimit['reason']>();
  return (limit) => {
    if (reported.has(limit.reason)) return;
    reported.add(limit.reason);
    callListener('onStoreLimited', listener, limit);
  };
}
