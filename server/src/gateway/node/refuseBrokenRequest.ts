import { RequestError } from '@hono/node-server';
import { problem } from '../problems.js';

/** Answers a request without a valid URL (a broken Host header, `OPTIONS *`) and a fault of the server itself. */
export function refuseBrokenRequest(error: unknown): Response {
  if (error instanceof RequestError) return invalidRequest();
  return problem('internal-error', 'The server failed. See its log for the reason.');
}

export function invalidRequest(): Response {
  return problem(
    'bad-request',
    'The request line or the Host header is invalid. Check the client and the proxies on the way.',
  );
}
