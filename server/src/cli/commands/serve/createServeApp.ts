import type { PictureGateway } from '../../../gateway/PictureGatewayOptions.js';
import type { ServeLog } from './createServeLog.js';
import type { ServeMetrics } from './createServeMetrics.js';
import { createOperations, type OperationsOptions } from './operations.js';

export interface ServeAppOptions extends Omit<OperationsOptions, 'isStopping'> {
  gateway: PictureGateway;
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

/** The gateway plus the endpoints of a service manager, with a log line and metrics for each request. */
export function createServeApp({ gateway, metrics, log, ...options }: ServeAppOptions): ServeApp {
  let isStopping = false;
  const operate = createOperations({ ...options, metrics, isStopping: () => isStopping });
  return {
    async fetch(request) {
      const startedAt = performance.now();
      const pathname = getPathname(request.url);
      const response = await (operate(pathname, request) ?? gateway.fetch(request));
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      const summary = {
        method: request.method,
        route: getRoute(pathname),
        status: response.status,
        durationMs,
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
