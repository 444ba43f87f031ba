import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import type { Context } from 'hono';
import { TimeoutError, withTimeout } from '../../lib/async/withTimeout.js';
import { BodyTooLargeError, readBody } from '../../lib/readBody.js';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { CallerId } from '../callerId.js';
import type { ChatPictures } from '../pictures/ChatPictures.js';
import { RefreshThrottledError } from '../pictures/RefreshCooldown.js';
import type { ToWirePicture } from '../pictures/toWirePicture.js';
import { pictureProblem, problem } from '../problems.js';

/** The body of a refresh holds one chat id. In bytes. */
const MAX_BODY_BYTES = 4096;

const BODY_WAS_READ =
  'The body of a refresh did not reach the gateway: a body parser has read it before. Mount the gateway before the parser.';

const JSON_TYPE = /^application\/json[ \t]*(?:;|$)/i;

/**
 * `POST /pictures/refresh` with `{ "chatId": "…" }`. Requires JSON as CSRF protection: a form of another site cannot send it, and
 * a script of another site needs a CORS preflight.
 */
export function refreshRoute(
  pictures: ChatPictures,
  toWire: ToWirePicture,
  { timeoutMs, callerId }: { timeoutMs: number; callerId: CallerId },
) {
  return async (c: Context): Promise<Response> => {
    if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
      return problem(
        'unsupported-media-type',
        'The body has to be JSON. Send it with content-type: application/json.',
      );
    }
    let body: unknown;
    if (c.req.raw.bodyUsed) throw new Error(BODY_WAS_READ);
    let bytes: Uint8Array | undefined;
    const contentLength = c.req.header('content-length');
    try {
      // Hono's `bodyLimit` has no time limit for a body without a length.
      bytes = await withTimeout({ timeoutMs }, (signal) =>
        readBody(c.req.raw.body, { maxBytes: MAX_BODY_BYTES, contentLength, signal }),
      );
      body = JSON.parse(new TextDecoder().decode(bytes));
    } catch (thrown) {
      if (thrown instanceof BodyTooLargeError)
        return problem('content-too-large', 'The body is too large. Send { "chatId": "201234567890@c.us" }.');
      if (thrown instanceof TimeoutError) {
        return problem('request-timeout', 'The body of this request did not arrive in time. Send it again.');
      }
    }
    if (bytes?.byteLength === 0 && Number(contentLength) > 0) throw new Error(BODY_WAS_READ);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return problem('bad-request', 'The body is not a JSON object. Send { "chatId": "201234567890@c.us" }.');
    }
    let chatId: ChatId | undefined;
    try {
      chatId = parseChatId((body as { chatId: string }).chatId);
      const { kept, ...known } = await pictures.refresh(chatId, await callerId(c.req.raw));
      return Response.json({ chatId, picture: await toWire(known), ...(kept && { kept }) });
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      if (chatId === undefined || error.code !== 'rate-limited') return pictureProblem(error);
      // The answer to an early refresh has the stored picture.
      const known = await pictures.peek(chatId);
      const picture = known && (await toWire(known));
      return pictureProblem(error, {
        ...(error instanceof RefreshThrottledError && { throttled: true }),
        chatId,
        picture,
      });
    }
  };
}
