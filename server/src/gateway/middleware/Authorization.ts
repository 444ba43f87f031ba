import type { MiddlewareHandler } from 'hono';
import { withTimeout } from '../../lib/async/withTimeout.js';
import type { Emit } from '../PictureGatewayEvent.js';
import { problem } from '../problems.js';

export type Authorize = (request: Request) => boolean | Promise<boolean>;

/**
 * Lets a request pass only if `authorize` returns `true` within `timeoutMs`. Another truthy value, such as a user or a
 * `Response`, counts as a refusal. Calls `authorize` once for each request.
 */
export class Authorization {
  readonly #authorize: Authorize;
  readonly #timeoutMs: number;
  readonly #emit: Emit;

  /** @throws {TypeError} when `authorize` is not a function. */
  constructor(authorize: Authorize, timeoutMs: number, emit: Emit) {
    if (typeof authorize !== 'function') {
      throw new TypeError(
        'createPictureGateway needs authorize, a function that decides whether a request may see the pictures. For example authorize: async (request) => (await getSession(request)) !== null. For a gateway in a private network, allow every request: authorize: () => true.',
      );
    }
    this.#authorize = authorize;
    this.#timeoutMs = timeoutMs;
    this.#emit = emit;
  }

  /** Never throws and never rejects. */
  isAllowed(request: Request): boolean | Promise<boolean> {
    try {
      const answer: unknown = this.#authorize(request);
      // Without a promise there is no need for a timer: its set-up costs as much as the JSON of ten chats.
      return answer === true || answer === false ? answer : this.#settle(answer);
    } catch (error) {
      return this.#refuse(error);
    }
  }

  readonly middleware: MiddlewareHandler = async (c, next) => {
    // Browsers send a preflight without cookies. Its answer has headers only.
    if (c.req.method === 'OPTIONS') return next();
    if (await this.isAllowed(c.req.raw)) return next();
    return problem('forbidden', 'You may not see these pictures. Are you signed in?');
  };

  async #settle(promised: unknown): Promise<boolean> {
    try {
      const answer = await withTimeout({ timeoutMs: this.#timeoutMs }, async () => promised);
      if (typeof answer === 'boolean') return answer;
      throw new TypeError(
        `authorize has to return true or false, but returned a value of type ${typeof answer}.`,
      );
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #refuse(error: unknown): boolean {
    this.#emit({ type: 'authorize-failed', error });
    return false;
  }
}
