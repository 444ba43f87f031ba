import { problem } from '../../../gateway/problems.js';
import type { ServeMetrics } from './createServeMetrics.js';
import type { StoreHealth } from './StoreHealth.js';

export interface OperationsOptions {
  metrics: ServeMetrics;
  /** One for each instance. */
  stores: readonly StoreHealth[];
  /** Who may read `/metrics`. */
  authorize: (request: Request) => boolean;
  isStopping: () => boolean;
}

/** Answers a request for an operation, or returns `undefined` for any other path. */
export type Operate = (pathname: string, request: Request) => Promise<Response> | undefined;

const READ = 'GET, HEAD';

/** The endpoints of a service manager: `/healthz`, `/readyz` and `/metrics`. */
export function createOperations({ metrics, stores, authorize, isStopping }: OperationsOptions): Operate {
  const operations = new Map<string, (request: Request) => Response | Promise<Response>>([
    ['/healthz', () => Response.json({ status: 'ok' })],
    [
      '/readyz',
      () =>
        isStopping()
          ? Response.json({ status: 'stopping' }, { status: 503 })
          : // Ready without the store too: the gateway serves from memory, and a failed store must not take every replica out of
            // service.
            Response.json({ status: 'ready', ...summarise(stores) }),
    ],
    [
      '/metrics',
      (request) =>
        authorize(request)
          ? metrics.page()
          : problem('forbidden', 'The metrics need the secret. Send it as "Authorization: Bearer <secret>".'),
    ],
  ]);

  return (pathname, request) => {
    const operation = operations.get(pathname);
    return operation && operate(operation, request);
  };
}

/** Names no instance, because `/readyz` needs no secret. */
function summarise(stores: readonly StoreHealth[]) {
  const storesDown = stores.filter(({ state }) => state === 'down').length;
  if (storesDown === 0) return { store: 'ok' };
  return { store: 'down', ...(stores.length > 1 && { storesDown }) };
}

async function operate(
  operation: (request: Request) => Response | Promise<Response>,
  request: Request,
): Promise<Response> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const response = isRead
    ? await operation(request)
    : problem('method-not-allowed', `${request.method} is not supported on this path. Use ${READ}.`, {
        headers: { allow: READ },
      });
  response.headers.set('cache-control', 'no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
