import { problem } from '../../../gateway/problems.js';
import { readSecret } from './access.js';

/** One endpoint for a service manager. It answers GET and HEAD. */
export type Operation = (request: Request) => Response | Promise<Response>;

/** Answers a request for an operation, or returns `undefined` for any other path. */
export type Operate = (pathname: string, request: Request) => Promise<Response> | undefined;

const READ = 'GET, HEAD';

/** The endpoints of a service manager, by path, and `/healthz`, which answers while the process runs. */
export function createOperations(operations: Readonly<Record<string, Operation>>): Operate {
  const byPath = new Map<string, Operation>([
    ['/healthz', () => Response.json({ status: 'ok' })],
    ...Object.entries(operations),
  ]);
  return (pathname, request) => {
    const operation = byPath.get(pathname);
    return operation && operate(operation, request);
  };
}

/** `/metrics`, for the callers that `authorize` allows. */
export function metricsOperation(
  page: () => Promise<Response>,
  authorize: (request: Request) => boolean,
): Operation {
  return (request) =>
    authorize(request)
      ? page()
      : problem('forbidden', 'The metrics need the secret. Send it as "Authorization: Bearer <secret>".');
}

/** The secret of `/metrics`, which is that of the gateway unless it has its own. @throws {CliError} */
export function readMetricsSecret(environment: NodeJS.ProcessEnv): string | undefined {
  return (
    readSecret('CHAT_AVATAR_METRICS_SECRET', environment) ?? readSecret('CHAT_AVATAR_SECRET', environment)
  );
}

async function operate(operation: Operation, request: Request): Promise<Response> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const response = isRead
    ? await operation(request)
    : problem('method-not-allowed', `${request.method} is not supported on this path. Use ${READ}.`, {
        headers: { allow: READ },
      });
  return uncached(response);
}

/** Of every answer beside those of the gateway. */
export function uncached(response: Response): Response {
  response.headers.set('cache-control', 'no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
