import { setMaxListeners } from 'node:events';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { CallerId } from '../callerId.js';
import type { ChatPictures } from '../pictures/ChatPictures.js';
import type { ToWirePicture, WirePicture } from '../pictures/toWirePicture.js';
import { errorItem, pictureProblem } from '../problems.js';
import { UpstreamQueueFullError } from '../upstream/Upstream.js';
import { readChatIds } from './readChatIds.js';

const NDJSON = 'application/x-ndjson';

/** For proxies and logs (RFC 7234 §5.5.1). The `stale` field of an item names the pictures that it is about. */
const STALE_WARNING = '110 chat-avatar "Response is Stale"';

type Item =
  | { chatId: string; picture: WirePicture }
  | { chatId: string; error: ReturnType<typeof errorItem> };

/**
 * `GET /pictures?chatId=…&chatId=…`: the pictures of many chats. One JSON document, or NDJSON with one line for each chat as
 * soon as it is known.
 */
export function picturesRoute(pictures: ChatPictures, toWire: ToWirePicture, callerId: CallerId) {
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
    // HEAD makes no upstream request.
    if (c.req.method === 'HEAD') return new Response(null, { headers });

    const caller = callerOf(c.req.raw);
    const by = { signal: caller.signal, caller: await callerId(c.req.raw) };
    let refused = 0;
    const items = [
      ...asked.invalid.map(({ text, error }): Item => ({ chatId: text, error: errorItem(error) })),
      ...asked.valid.map((chatId) =>
        pictures
          .get(chatId, by)
          .then(toWire)
          .then(
            (picture): Item => ({ chatId, picture }),
            (thrown: unknown): Item => {
              if (thrown instanceof UpstreamQueueFullError) refused += 1;
              return { chatId, error: errorItem(toChatPictureError(thrown)) };
            },
          ),
      ),
    ];
    if (streams) return new Response(streamItems(items, caller), { headers });
    const answers = await Promise.all(items);
    if (refused === items.length) return pictureProblem(new UpstreamQueueFullError(), { pictures: answers });
    const isStale = answers.some((item) => 'picture' in item && item.picture.stale);
    return new Response(JSON.stringify({ pictures: answers }), {
      headers: { ...headers, ...(isStale && { warning: STALE_WARNING }) },
    });
  };
}

/** Aborts when the request does, and when the reader cancels the response's stream. */
function callerOf({ signal }: Request): AbortController {
  const caller = new AbortController();
  // Each chat of the request listens to it. Node would warn of a leak above ten.
  setMaxListeners(0, caller.signal);
  const abort = () => caller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return caller;
}

/** Sends each line as soon as it is known, so that a slow chat does not delay the others. */
function streamItems(items: (Item | Promise<Item>)[], caller: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  return new ReadableStream({
    start(stream) {
      const close = () => {
        if (isOpen) stream.close();
        isOpen = false;
      };
      if (caller.signal.aborted) return close();
      caller.signal.addEventListener('abort', close, { once: true });
      const sent = items.map(async (item) => {
        const line = encoder.encode(`${JSON.stringify(await item)}\n`);
        if (isOpen) stream.enqueue(line);
      });
      // Not awaited: a stream sends no line before its `start` has settled.
      Promise.all(sent).then(close);
    },
    cancel() {
      isOpen = false;
      caller.abort();
    },
  });
}
