import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { ChatPicture } from '../chat/ChatPicture.js';
import { toChatPictureError } from '../chat/ChatPictureError.js';
import type { ChatId } from '../chat/chatId.js';
import type { ChatPictures } from './ChatPictures.js';
import { errorItem } from './problems.js';
import { type InvalidChatId, readChatIds } from './readChatIds.js';

const NDJSON = 'application/x-ndjson';

type Item =
  | { chatId: string; picture: ChatPicture }
  | { chatId: string; error: ReturnType<typeof errorItem> };

/** `GET /pictures?chatId=…&chatId=…`: many chats in one request, as JSON or, line by line as they are known, as NDJSON. */
export function picturesRoute(pictures: ChatPictures) {
  return async (c: Context): Promise<Response> => {
    const asked = readChatIds(new URL(c.req.url).searchParams.getAll('chatId'));
    if (asked instanceof Response) return asked;
    const streams =
      accepts(c, {
        header: 'Accept',
        supports: ['application/json', NDJSON],
        default: 'application/json',
      }) === NDJSON;
    const headers = {
      'content-type': streams ? NDJSON : 'application/json',
      vary: 'Accept',
      // Otherwise nginx holds the lines back until it has a buffer full of them.
      ...(streams && { 'x-accel-buffering': 'no' }),
    };
    // A link that is only looked at asks nobody anything.
    if (c.req.method === 'HEAD') return new Response(null, { headers });

    const { signal } = c.req.raw;
    if (streams) return new Response(streamItems(asked, pictures, signal), { headers });
    const items = await Promise.all([
      ...asked.valid.map((chatId) => getItem(pictures, chatId, signal)),
      ...asked.invalid.map(invalidItem),
    ]);
    return new Response(JSON.stringify({ pictures: items }), { headers });
  };
}

/** Each line as soon as it is known, so that a slow chat never holds the others back. */
function streamItems(
  asked: { valid: ChatId[]; invalid: InvalidChatId[] },
  pictures: ChatPictures,
  requestSignal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  return new ReadableStream({
    start(stream) {
      const leave = () => {
        gone.abort(requestSignal.reason);
        stream.close();
      };
      if (requestSignal.aborted) return leave();
      requestSignal.addEventListener('abort', leave, { once: true });
      const send = (item: Item) => stream.enqueue(encoder.encode(`${JSON.stringify(item)}\n`));
      for (const invalid of asked.invalid) send(invalidItem(invalid));
      const sent = asked.valid.map(async (chatId) => {
        const item = await getItem(pictures, chatId, gone.signal);
        if (!gone.signal.aborted) send(item);
      });
      // Not awaited here: no line leaves a stream that has not finished starting.
      Promise.allSettled(sent).then(() => {
        requestSignal.removeEventListener('abort', leave);
        if (!gone.signal.aborted) stream.close();
      });
    },
    cancel(reason) {
      gone.abort(reason);
    },
  });
}

async function getItem(pictures: ChatPictures, chatId: ChatId, signal: AbortSignal): Promise<Item> {
  try {
    return { chatId, picture: await pictures.get(chatId, signal) };
  } catch (thrown) {
    // Nobody is left to read it.
    signal.throwIfAborted();
    return { chatId, error: errorItem(toChatPictureError(thrown)) };
  }
}

function invalidItem({ text, error }: InvalidChatId): Item {
  return { chatId: text, error: errorItem(error) };
}
