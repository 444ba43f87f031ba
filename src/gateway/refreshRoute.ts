import type { Context } from 'hono';
import { toChatPictureError } from '../chat/ChatPictureError.js';
import { parseChatId } from '../chat/chatId.js';
import type { ChatPictures } from './ChatPictures.js';
import { pictureProblem, problem } from './problems.js';

const JSON_TYPE = /^application\/json[ \t]*(?:;|$)/i;

/**
 * `POST /pictures/refresh` with `{ "chatId": "…" }`. It has to be JSON: a form of a foreign site cannot send that, and a
 * foreign script has to ask first, by a CORS preflight.
 */
export function refreshRoute(pictures: ChatPictures) {
  return async (c: Context): Promise<Response> => {
    if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
      return problem('unsupported-media-type', 'Send the chat as JSON, with content-type: application/json.');
    }
    const body: unknown = await c.req.json().catch(() => undefined);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return problem('bad-request', 'The body is not a JSON object. Send { "chatId": "201234567890@c.us" }.');
    }
    try {
      const chatId = parseChatId((body as { chatId: string }).chatId);
      return Response.json({ chatId, picture: await pictures.refresh(chatId) });
    } catch (thrown) {
      return pictureProblem(toChatPictureError(thrown));
    }
  };
}
