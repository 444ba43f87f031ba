import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import type { Context } from 'hono';
import { toChatPictureError } from '../lib/toChatPictureError.js';
import type { ChatPictures } from './ChatPictures.js';
import type { Present } from './presentPicture.js';
import { pictureProblem, problem } from './problems.js';
import { RefreshThrottled } from './RefreshCooldown.js';
import { BodyTooLarge, readBody } from './readBody.js';
import { TookTooLong } from './within.js';

const JSON_TYPE = /^application\/json[ \t]*(?:;|$)/i;

/**
 * `POST /pictures/refresh` with `{ "chatId": "…" }`. It has to be JSON: a form of a foreign site cannot send that, and a
 * foreign script has to ask first, by a CORS preflight.
 */
export function refreshRoute(pictures: ChatPictures, present: Present, timeoutMs: number) {
  return async (c: Context): Promise<Response> => {
    if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
      return problem('unsupported-media-type', 'Send the chat as JSON, with content-type: application/json.');
    }
    let body: unknown;
    try {
      body = JSON.parse(await readBody(c.req.raw, timeoutMs));
    } catch (thrown) {
      if (thrown instanceof BodyTooLarge) return problem('content-too-large', 'Send one chat id.');
      if (thrown instanceof TookTooLong) {
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
      return Response.json({ chatId, picture: await present(known), ...(kept && { kept }) });
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      if (chatId === undefined || error.code !== 'rate-limited') return pictureProblem(error);
      // Whoever came too soon is not sent away with empty hands.
      const known = await pictures.peek(chatId);
      const picture = known && (await present(known));
      return pictureProblem(error, {
        ...(error instanceof RefreshThrottled && { throttled: true }),
        chatId,
        picture,
      });
    }
  };
}
