import { setMaxListeners } from 'node:events';
import type { ChatId } from 'chat-avatar/wawp';
import type { Context } from 'hono';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { CallerId } from '../callerId.js';
import { bytesResponse } from '../node/bytesResponse.js';
import type { ChatPictures } from '../pictures/ChatPictures.js';
import type { PictureDocuments } from '../pictures/PictureDocuments.js';
import type { PictureItems } from '../pictures/PictureItems.js';
import { errorItem, pictureProblem } from '../problems.js';
import { GatewayBusyError } from '../upstream/GatewayLimitError.js';
import { documentKey, isStream, negotiatePictures, picturesHeaders } from './picturesFormat.js';
import { type AskedChats, readChatIds } from './readChatIds.js';

/** For proxies and logs (RFC 7234 §5.5.1). The `stale` field of an item names the pictures that it is about. */
const STALE_WARNING = '110 chat-avatar "Response is Stale"';

interface Item {
  /** `{ chatId, picture }` or `{ chatId, error }`. */
  json: string;
  isStale?: boolean;
  /** The source was not asked. */
  refusal?: GatewayBusyError | undefined;
}

export interface PicturesRouteOptions {
  pictures: ChatPictures;
  items: PictureItems;
  documents: PictureDocuments<AskedChats>;
  callerId: CallerId;
}

/**
 * `GET /pictures?chatId=…&chatId=…`: the pictures of many chats. One JSON document, or NDJSON with one line for each chat as
 * soon as it is known. Where all chats are known, it takes one read of their records, and the JSON of the last answer if it is the same.
 */
export function picturesRoute({ pictures, items, documents, callerId }: PicturesRouteOptions) {
  return async (c: Context): Promise<Response> => {
    const format = negotiatePictures(c.req.header('accept'));
    const query = queryOf(c.req.url);
    const key = documentKey(format, query);
    const asked = documents.asked(key) ?? readChatIds(new URLSearchParams(query).getAll('chatId'));
    if (asked instanceof Response) return asked;
    const headers = picturesHeaders(format);
    // HEAD makes no upstream request.
    if (c.req.method === 'HEAD') return new Response(null, { headers });

    const read = documents.startRead();
    const records = await pictures.read(asked.valid);
    const known = items.ofSame(asked.valid, (chatId) => pictures.knownIn(records, chatId)?.record);
    if (known && asked.invalid.length === 0) {
      const join = isStream(format) ? toLines : toDocument;
      return bytesResponse(documents.of(key, asked, known, read, join), headers);
    }

    const caller = callerOf(c.req.raw);
    const by = { signal: caller.signal, caller: await callerId(c.req.raw), records };
    const itemOf = async (chatId: ChatId): Promise<Item> => {
      try {
        const picture = pictures.knownIn(records, chatId) ?? (await pictures.get(chatId, by));
        return { json: await items.get(chatId, picture), isStale: picture.stale === true };
      } catch (thrown) {
        const refusal = thrown instanceof GatewayBusyError ? thrown : undefined;
        return { json: JSON.stringify({ chatId, error: errorItem(toChatPictureError(thrown)) }), refusal };
      }
    };
    const pending = [
      ...asked.invalid.map(
        ({ text, error }): Item => ({ json: JSON.stringify({ chatId: text, error: errorItem(error) }) }),
      ),
      ...asked.valid.map(itemOf),
    ];
    if (isStream(format)) return new Response(streamItems(pending, caller), { headers });
    const answers = await Promise.all(pending);
    const body = toDocument(answers.map(({ json }) => json));
    const refusal = answers.every((answer) => answer.refusal) && answers[0]?.refusal;
    if (refusal) return pictureProblem(refusal, JSON.parse(body));
    const isStale = answers.some((answer) => answer.isStale);
    return new Response(body, { headers: { ...headers, ...(isStale && { warning: STALE_WARNING }) } });
  };
}

const toDocument = (items: readonly string[]) => `{"pictures":[\n${items.join(',\n')}]}`;
const toLines = (items: readonly string[]) => items.map((item) => `${item}\n`).join('');

/** The query of an absolute URL. Cheaper than `new URL`, because it runs for every request. */
function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
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
        const line = encoder.encode(`${(await item).json}\n`);
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
