import type { MiddlewareHandler } from 'hono';
import { problem } from '../problems.js';

/** Answers `OPTIONS` with the allowed methods, and every method that no route before it took with 405. */
export function allowMethods(allow: string): MiddlewareHandler {
  return async ({ req }) => {
    if (req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
    return problem('method-not-allowed', `${req.method} is not allowed here. Allowed: ${allow}.`, {
      headers: { allow },
    });
  };
}
