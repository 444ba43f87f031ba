import type { MiddlewareHandler } from 'hono';
import { withTimeout } from '../../lib/async/withTimeout.js';
import type { Emit } from '../emitter.js';
import { problem } from '../problems.js';

type Authorize = (request: Request) => boolean | Promise<boolean>;

/** Whether a request may see the pictures. Never rejects. */
export type IsAllowed = (request: Request) => Promise<boolean>;

/**
 * Allows a request only if `authorize` returns `true` within `timeoutMs`. Another truthy value, such as a user or a `Response`, counts
 * as a refusal.
 *
 * @throws {TypeError} when `authorize` is not a function.
 */
export function readAuthorize(authorize: Authorize, timeoutMs: number, emit: Emit): IsAllowed {
  if (typeof authorize !== 'function') {
    throw new TypeError(
      'createPictureGateway needs authorize, a function that decides whether a request may see the pictures. For example authorize: async (request) => (await getSession(request)) !== null. For a gateway in a private network, allow every request: authorize: () => true.',
    );
  }

  const timedOut = () => new Error(`authorize gave no answer within ${timeoutMs} ms.`);
  return async (request) => {
    try {
      const verdict: unknown = authorize(request);
      // Without a promise there is no need for a timer: its set-up costs as much as the JSON of ten chats.
      const answer =
        typeof verdict === 'boolean'
          ? verdict
          : await withTimeout({ timeoutMs, timedOut }, async () => verdict);
      if (typeof answer === 'boolean') return answer;
      throw new TypeError(
        `authorize has to return true or false, but returned a value of type ${typeof answer}.`,
      );
    } catch (error) {
      emit({ type: 'authorize-failed', error });
      return false;
    }
  };
}

/** Lets a request pass only if it is allowed. */
export function authorization(isAllowed: IsAllowed): MiddlewareHandler {
  return async (c, next) => {
    // Browsers send a preflight without cookies. Its answer has headers only.
    if (c.req.method === 'OPTIONS') return next();
    if (await isAllowed(c.req.raw)) return next();
    return forbidden();
  };
}

export function forbidden(): Response {
  return problem('forbidden', 'You may not see these pictures. Are you signed in?');
}
