import { createHash } from 'node:crypto';
import { withTimeout } from '../lib/async/withTimeout.js';
import type { Emit } from './emitter.js';

/** The caller of a request. `undefined`: unknown. Never rejects. */
export type CallerId = (request: Request) => Promise<string | undefined>;

/**
 * Reads the option `callerId`. The id is hashed, because it becomes a key in Redis and may be an e-mail address. A `callerId` that
 * throws, takes longer than `timeoutMs` or returns no text is reported, and the request counts to the common limits only.
 *
 * @throws {TypeError} when the option is not a function.
 */
export function readCallerId(
  option: ((request: Request) => string | Promise<string>) | undefined,
  timeoutMs: number,
  emit: Emit,
): CallerId {
  if (option === undefined) return async () => undefined;
  if (typeof option !== 'function') {
    throw new TypeError(
      'createPictureGateway: callerId is a function that returns the id of the user who sends a request, for example async (request) => (await getSession(request)).userId.',
    );
  }
  const timedOut = () => new Error(`callerId gave no answer within ${timeoutMs} ms.`);
  return async (request) => {
    try {
      const id: unknown = await withTimeout({ timeoutMs, timedOut }, async () => option(request));
      if (typeof id === 'string' && id !== '') {
        return createHash('sha256').update(id).digest('base64url').slice(0, 22);
      }
      throw new TypeError(
        `callerId has to return the id of a user as text, but returned ${id === '' ? 'an empty text' : `a value of type ${typeof id}`}.`,
      );
    } catch (error) {
      emit({ type: 'caller-unknown', error });
      return undefined;
    }
  };
}
