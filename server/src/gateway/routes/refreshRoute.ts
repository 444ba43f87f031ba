import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import type { Context } from 'hono';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import { TimeoutError } from '../../lib/withTimeout.js';
import type { ChatPictures } from '../pictures/ChatPictures.js';
import { RefreshThrottledError } from '../pictures/RefreshCooldown.js';
import type { ToWirePicture } from '../pictures/toWirePicture.js';
import { pictureProblem, problem } from '../problems.js';
import { BodyTooLargeError, readBody } from './readBody.js';

const JSON_TYPE = /^application\/json[ \t]*(?:;|$)/i;

/**
 * `POST /pictures/refresh` with `{ "chatId": "…" }`. It has to be JSON: a form of a foreign site cannot send that, and a
 * foreign script has to ask first, by a CORS preflight.
 */
export function refreshRoute(pictures: ChatPictures, toWire: ToWirePicture, timeoutMs: number) {
  return async (c: Context): Promise<Response> => {
    if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
      return problem('unsupported-media-type', 'Send the chat as JSON, with content-type: application/json.');
    }
    let body: unknown;
    try {
      body = JSON.parse(await readBody(c.req.raw, timeoutMs));
    } catch (thrown) {
      if (thrown instanceof BodyTooLargeError) return problem('content-too-large', 'Send one chat id.');
      if (thrown instanceof TimeoutError) {
        return problem('request-timeout', 'The body of this request did not arrive in time.');
      }
    }
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return problem('bad-request', 'The body is not a JSON object. Send { "chatId": "201234567890@c.us" }.');
    }
    let chatId: ChatId | undefined;
    try {
      chatId = parseChatId((body as { chatId: string }).chatId);
      const { kept, ...known } = await pictures.refresh(chatId);
      return Response.json({ chatId, picture: await toWire(known), ...(kept && { kept }) });
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      if (chatId === undefined || error.code !== 'rate-limited') return pictureProblem(error);
      // Whoever came too soon is not sent away with empty hands.
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
