import type { MiddlewareHandler } from 'hono';
import { withTimeout } from '../../lib/withTimeout.js';
import type { Emit } from '../PictureGatewayEvent.js';
import { problem } from '../problems.js';

type Authorize = (request: Request) => boolean | Promise<boolean>;

/**
 * Nothing passes that `authorize` has not said `true` to. A `Response`, a user, a promise that was forgotten: all of them are truthy,
 * and none of them is a yes; nor is a silence of `timeoutMs`.
 *
 * @throws {TypeError} when there is no such function.
 */
export function authorization(authorize: Authorize, timeoutMs: number, emit: Emit): MiddlewareHandler {
  if (typeof authorize !== 'function') {
    throw new TypeError(
      'createPictureGateway needs authorize: who may see these pictures? For example authorize: async (request) => (await getSession(request)) !== null. For a gateway that nobody else can reach, say so: authorize: () => true.',
    );
  }

  async function isAllowed(request: Request): Promise<boolean> {
    try {
      const answer: unknown = await withTimeout(timeoutMs, Promise.resolve(authorize(request)));
      if (typeof answer === 'boolean') return answer;
      throw new TypeError(`authorize has to answer true or false, and answered ${typeof answer}.`);
    } catch (error) {
      emit({ type: 'authorize-failed', error });
      return false;
    }
  }

  return async (c, next) => {
    // Browsers send a preflight without cookies. It is answered with headers only, and leads to nothing.
    if (c.req.method === 'OPTIONS') return next();
    if (await isAllowed(c.req.raw)) return next();
    return problem('forbidden', 'You may not see these pictures. Are you signed in?');
  };
}
