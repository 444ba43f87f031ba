import { problem } from '../../../gateway/problems.js';
import type { ServeLog } from './createServeLog.js';
import type { ServeMetrics } from './createServeMetrics.js';
import { createOperations, type OperationsOptions } from './operations.js';
import type { ServedGateway } from './routeByName.js';

export interface ServeAppOptions extends Omit<OperationsOptions, 'isStopping'> {
  /** The gateway of a path. */
  route: (pathname: string) => ServedGateway | undefined;
  metrics: ServeMetrics;
  log: ServeLog;
}

export interface ServeApp {
  fetch(request: Request): Promise<Response>;
  /**
   * Graceful shutdown. From now on `/readyz` answers 503, so that a load balancer sends no further requests, and each response
   * asks its client to close the connection.
   */
  stop(): void;
}

/** The gateways plus the endpoints of a service manager, with a log line and metrics for each request. */
export function createServeApp({ route, metrics, log, ...options }: ServeAppOptions): ServeApp {
  let isStopping = false;
  const operate = createOperations({ ...options, metrics, isStopping: () => isStopping });
  return {
    async fetch(request) {
      const startedAt = performance.now();
      const pathname = getPathname(request.url);
      const operation = operate(pathname, request);
      const served = operation === undefined ? route(pathname) : undefined;
      const response = await (operation ?? served?.gateway.fetch(request) ?? nothingHere());
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      const summary = {
        method: request.method,
        route: getRoute(pathname),
        status: response.status,
        durationMs,
        ...(served?.name !== undefined && { instance: served.name }),
      };
      log.request(summary);
      metrics.request(summary);
      if (isStopping) response.headers.set('connection', 'close');
      return response;
    },
    stop() {
      isStopping = true;
    },
  };
}

/** Names no instance, because the caller is not authorised yet. */
function nothingHere(): Response {
  return problem(
    'not-found',
    'No instance is at this path. Its path is the base path, then its name in the file of --config, then /pictures.',
    { headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } },
  );
}

/** The path of a valid URL. Cheaper than `new URL`, because it runs for every image request. */
function getPathname(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('?', start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** Maps a path to one of a few names, to keep the cardinality of the metrics low. */
function getRoute(pathname: string): string {
  if (pathname.endsWith('/pictures')) return 'pictures';
  if (pathname.endsWith('/pictures/refresh')) return 'refresh';
  if (/\/images\/[^/]*$/.test(pathname)) return 'images';
  return /^\/(healthz|readyz|metrics)$/.test(pathname) ? pathname.slice(1) : 'other';
}
