import { RequestError } from '@hono/node-server';
import { problem } from './problems.js';

/** The answer to a request that names no URL (a broken Host header, `OPTIONS *`), or to a fault of the server itself. */
export function refuseBrokenRequest(error: unknown): Response {
  if (error instanceof RequestError) {
    return problem('bad-request', 'The request line or its Host header is broken.');
  }
  return problem('internal-error', 'The server failed.');
}
