import { createOperations, metricsOperation, type Operate } from '../../shared/http/operations.js';
import type { ServeMetrics } from './createServeMetrics.js';
import type { StoreHealth } from './StoreHealth.js';

export interface ServeOperationsOptions {
  metrics: ServeMetrics;
  /** One for each instance. */
  stores: readonly StoreHealth[];
  /** Whether a request may read `/metrics`. */
  authorize: (request: Request) => boolean;
  isStopping: () => boolean;
}

/** The endpoints of a service manager: `/healthz`, `/readyz` and `/metrics`. */
export function serveOperations({ metrics, stores, authorize, isStopping }: ServeOperationsOptions): Operate {
  return createOperations({
    '/readyz': () =>
      isStopping()
        ? Response.json({ status: 'stopping' }, { status: 503 })
        : // Ready without the store too: the gateway serves from memory, and a failed store must not take every replica out of
          // service.
          Response.json({ status: 'ready', ...summarise(stores) }),
    '/metrics': metricsOperation(metrics.page, authorize),
  });
}

/** Names no instance, because `/readyz` needs no secret. */
function summarise(stores: readonly StoreHealth[]) {
  const storesDown = stores.filter(({ state }) => state === 'down').length;
  if (storesDown === 0) return { store: 'ok' };
  return { store: 'down', ...(stores.length > 1 && { storesDown }) };
}
