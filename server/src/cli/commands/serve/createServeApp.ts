import type { PictureGateway } from '../../../gateway/PictureGatewayOptions.js';
import { problem } from '../../../gateway/problems.js';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import type { ServeLog } from './createServeLog.js';
import type { ServeMetrics } from './createServeMetrics.js';

export interface ServeAppOptions {
  gateway: PictureGateway;
  authorize: (request: Request) => boolean;
  metrics: ServeMetrics;
  log: ServeLog;
  store: Pick<OpenedStorage, 'check'>;
}

export interface ServeApp {
  fetch(request: Request): Promise<Response>;
  /** Graceful shutdown: `/readyz` answers 503 from now on. Resolves once all open requests are answered, or after `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

/** How long a health check of the store is cached, in ms. Short while the store is down, to notice its recovery. */
const CHECK_TTL_MS = { ok: 5_000, down: 1_000 };

const READ = 'GET, HEAD';

type Operation = (request: Request) => Response | Promise<Response>;

/** The gateway plus the endpoints of a service manager: `/healthz`, `/readyz` and `/metrics`. */
export function createServeApp({ gateway, authorize, metrics, log, store }: ServeAppOptions): ServeApp {
  let stopping = false;
  let openRequests = 0;
  let onIdle: (() => void) | undefined;
  let checked: { until: number; answer: Promise<'ok' | 'down'> } | undefined;

  const checkStore = () => {
    if (checked !== undefined && performance.now() < checked.until) return checked.answer;
    const answer = store.check().then(
      () => 'ok' as const,
      () => 'down' as const,
    );
    const check = { until: Number.POSITIVE_INFINITY, answer };
    checked = check;
    void answer.then((found) => {
      check.until = performance.now() + CHECK_TTL_MS[found];
    });
    return answer;
  };

  const operations: Record<string, Operation> = {
    '/healthz': () => Response.json({ status: 'ok' }),
    '/readyz': async () => {
      if (stopping) return Response.json({ status: 'stopping' }, { status: 503 });
      // Ready without the store too: the gateway still serves, and a failed store must not take every replica out of service.
      return Response.json({ status: 'ready', store: await checkStore() });
    },
    '/metrics': (request) =>
      authorize(request)
        ? metrics.page()
        : problem('forbidden', 'The metrics need the secret. Send it as "Authorization: Bearer <secret>".'),
  };

  async function operate(operation: Operation, request: Request): Promise<Response> {
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

  /** Counts an open request. Returns an idempotent function that ends it. */
  const enter = () => {
    openRequests += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      openRequests -= 1;
      if (openRequests === 0) onIdle?.();
    };
  };

  return {
    async fetch(request) {
      const startedAt = performance.now();
      const pathname = getPathname(request.url);
      const route = getRoute(pathname);
      const leave = enter();
      const operation = Object.hasOwn(operations, pathname) ? operations[pathname] : undefined;
      let response: Response;
      try {
        response = await (operation ? operate(operation, request) : gateway.fetch(request));
      } catch (thrown) {
        leave();
        throw thrown;
      }
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      const summary = { method: request.method, route, status: response.status, durationMs };
      log.request(summary);
      metrics.request(summary);
      if (
        route !== 'pictures' ||
        response.headers.get('content-type') !== 'application/x-ndjson' ||
        !response.body
      ) {
        leave();
        return response;
      }
      // A stream of lines: the request is open until the last one.
      const ended = new TransformStream({ flush: leave });
      request.signal.addEventListener('abort', leave, { once: true });
      return new Response(response.body.pipeThrough(ended), response);
    },

    async drain(graceMs) {
      stopping = true;
      log.note('stopping');
      if (openRequests === 0) return;
      await new Promise<void>((resolve) => {
        onIdle = resolve;
        setTimeout(resolve, graceMs).unref();
      });
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
