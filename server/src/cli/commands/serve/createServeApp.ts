import type { PictureGateway } from '../../../gateway/PictureGatewayOptions.js';
import { problem } from '../../../gateway/problems.js';
import type { OpenedStorage } from '../../../store/openStorage.js';
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
  /** Says that it is stopping, and waits until everything under way has been answered, or for `graceMs`. */
  drain(graceMs: number): Promise<void>;
}

/** How long an answer about the store is good for, in ms: probes come from many sides. That it is back is news. */
const CHECK_FOR = { ok: 5_000, down: 1_000 };

const READ = 'GET, HEAD';

type Operation = (request: Request) => Response | Promise<Response>;

/** The gateway, and what a service manager asks beside it. */
export function createServeApp({ gateway, authorize, metrics, log, store }: ServeAppOptions): ServeApp {
  let stopping = false;
  let underWay = 0;
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
      check.until = performance.now() + CHECK_FOR[found];
    });
    return answer;
  };

  const operations: Record<string, Operation> = {
    '/healthz': () => Response.json({ status: 'ok' }),
    '/readyz': async () => {
      if (stopping) return Response.json({ status: 'stopping' }, { status: 503 });
      // Without its store the gateway still serves: no reason to take every replica out of service at once.
      return Response.json({ status: 'ready', store: await checkStore() });
    },
    '/metrics': (request) =>
      authorize(request) ? metrics.page() : problem('forbidden', 'Send the secret to see the metrics.'),
  };

  async function operate(operation: Operation, request: Request): Promise<Response> {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const response = isRead
      ? await operation(request)
      : problem('method-not-allowed', `${request.method} is not for this path. It takes ${READ}.`, {
          headers: { allow: READ },
        });
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-content-type-options', 'nosniff');
    return response;
  }

  /** Returns how to say that this one is over; said twice, it counts once. */
  const enter = () => {
    underWay += 1;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      underWay -= 1;
      if (underWay === 0) onIdle?.();
    };
  };

  return {
    async fetch(request) {
      const startedAt = performance.now();
      const pathname = pathOf(request.url);
      const route = routeOf(pathname);
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
      const seen = { method: request.method, route, status: response.status, durationMs };
      log.request(seen);
      metrics.request(seen);
      if (
        route !== 'pictures' ||
        response.headers.get('content-type') !== 'application/x-ndjson' ||
        !response.body
      ) {
        leave();
        return response;
      }
      // Its lines come one by one: it is under way until the last.
      const ended = new TransformStream({ flush: leave });
      request.signal.addEventListener('abort', leave, { once: true });
      return new Response(response.body.pipeThrough(ended), response);
    },

    async drain(graceMs) {
      stopping = true;
      log.note('stopping');
      if (underWay === 0) return;
      await new Promise<void>((resolve) => {
        onIdle = resolve;
        setTimeout(resolve, graceMs).unref();
      });
    },
  };
}

/** Of a URL that is one, cheaper than to take it apart: images are asked for by the thousand. */
function pathOf(url: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('?', start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** A few names for all the paths there are. */
function routeOf(pathname: string): string {
  if (pathname.endsWith('/pictures')) return 'pictures';
  if (pathname.endsWith('/pictures/refresh')) return 'refresh';
  if (/\/images\/[^/]*$/.test(pathname)) return 'images';
  return /^\/(healthz|readyz|metrics)$/.test(pathname) ? pathname.slice(1) : 'other';
}
