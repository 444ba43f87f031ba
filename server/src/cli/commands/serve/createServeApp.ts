import { handlerOf, toGateway } from '../../../gateway/node/Handler.js';
import { PlainAnswer, targetOf } from '../../../gateway/node/PlainAnswer.js';
import { problem } from '../../../gateway/problems.js';
import { uncached } from '../../shared/http/operations.js';
import type { ServeLog } from './createServeLog.js';
import type { ServeMetrics } from './createServeMetrics.js';
import { forwarded } from './forwarded.js';
import type { ServedGateway } from './routeByName.js';
import { type ServeOperationsOptions, serveOperations } from './serveOperations.js';

export interface ServeAppOptions extends Omit<ServeOperationsOptions, 'isStopping'> {
  /** The gateway of a path. */
  route: (pathname: string) => ServedGateway | undefined;
  metrics: ServeMetrics;
  log: ServeLog;
  /** Whether a proxy sets the host and scheme of each request. */
  trustProxy?: boolean | undefined;
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
export function createServeApp({
  route,
  metrics,
  log,
  trustProxy = false,
  ...options
}: ServeAppOptions): ServeApp {
  let isStopping = false;
  const operate = serveOperations({ ...options, metrics, isStopping: () => isStopping });

  /** Logs and counts an answer, and returns it as it is sent. */
  const record = <Answer extends PlainAnswer | Response>(
    request: Pick<Request, 'method'>,
    pathname: string,
    answer: Answer,
    startedAt: number,
  ): Answer => {
    const summary = {
      method: request.method,
      route: getRoute(pathname),
      status: answer.status,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      instance: route(pathname)?.name,
    };
    log.request(summary);
    metrics.request(summary);
    return isStopping ? closing(answer) : answer;
  };

  const respond = (pathname: string, request: Request) => {
    const operation = operate(pathname, request);
    if (operation) return operation;
    const served = route(pathname);
    return served ? handlerOf(served.gateway).respond(request) : nothingHere();
  };

  const { fetch } = toGateway({
    answer(request) {
      const startedAt = performance.now();
      const pathname = pathOf(request.target);
      const served = route(pathname);
      const answer = served && handlerOf(served.gateway).answer(request);
      if (answer === undefined) return undefined;
      return record(request, pathname, answer, startedAt);
    },
    async recent(request, received) {
      const startedAt = performance.now();
      const pathname = pathOf(request.target);
      const served = route(pathname);
      if (served === undefined) return undefined;
      const web = trustProxy ? forwarded(received) : received;
      const answer = await handlerOf(served.gateway).recent(request, web);
      if (answer === undefined) return undefined;
      return record(request, pathname, answer, startedAt);
    },
    async respond(received) {
      const startedAt = performance.now();
      const request = trustProxy ? forwarded(received) : received;
      const pathname = pathOf(targetOf(request.url));
      return record(request, pathname, await respond(pathname, request), startedAt);
    },
  });
  return {
    fetch,
    stop() {
      isStopping = true;
    },
  };
}

/** Asks the client to close its connection. */
function closing<Answer extends PlainAnswer | Response>(answer: Answer): Answer {
  if (answer instanceof PlainAnswer) return answer.with('connection', 'close') as Answer;
  answer.headers.set('connection', 'close');
  return answer;
}

/** Names no instance, because the caller is not authorised yet. */
function nothingHere(): Response {
  return uncached(
    problem(
      'not-found',
      'No instance is at this path. Its path is the base path, then its name in the file of --config, then /pictures.',
    ),
  );
}

function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

/** Maps a path to one of a few names, to keep the cardinality of the metrics low. */
function getRoute(pathname: string): string {
  if (pathname.endsWith('/pictures')) return 'pictures';
  if (pathname.endsWith('/pictures/refresh')) return 'refresh';
  if (/\/images\/[^/]*$/.test(pathname)) return 'images';
  return /^\/(healthz|readyz|metrics)$/.test(pathname) ? pathname.slice(1) : 'other';
}
