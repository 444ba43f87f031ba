import type { ChatId } from 'chat-avatar/wawp';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { toChatPictureError } from '../../lib/toChatPictureError.js';
import type { ChatPictures } from '../pictures/ChatPictures.js';
import type { ToWirePicture, WirePicture } from '../pictures/toWirePicture.js';
import { UpstreamQueueFullError } from '../pictures/Upstream.js';
import { errorItem, pictureProblem } from '../problems.js';
import { type InvalidChatId, readChatIds } from './readChatIds.js';

const NDJSON = 'application/x-ndjson';

/** For proxies and logs (RFC 7234 §5.5.1); which of the pictures are old stands beside each. */
const STALE_WARNING = '110 chat-avatar "Response is Stale"';

type Item =
  | { chatId: string; picture: WirePicture }
  | { chatId: string; error: ReturnType<typeof errorItem> };

/** `GET /pictures?chatId=…&chatId=…`: many chats in one request, as JSON or, line by line as they are known, as NDJSON. */
export function picturesRoute(pictures: ChatPictures, toWire: ToWirePicture) {
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

    const busy = new Set<ChatId>();
    const items = [
      ...asked.invalid.map((invalid) => ({ item: invalidItem(invalid), leave: () => {} })),
      ...asked.valid.map((chatId) => openItem(pictures, toWire, chatId, () => busy.add(chatId))),
    ];
    const { signal } = c.req.raw;
    if (streams) return new Response(streamItems(items, signal), { headers });
    const answers = await collect(items, signal);
    if (busy.size === items.length)
      return pictureProblem(new UpstreamQueueFullError(), { pictures: answers });
    const isOld = answers.some((item) => 'picture' in item && item.picture.stale);
    return new Response(JSON.stringify({ pictures: answers }), {
      headers: { ...headers, ...(isOld && { warning: STALE_WARNING }) },
    });
  };
}

/** An answer about one chat, and the way out for whoever does not wait for it. */
interface OpenItem {
  item: Item | Promise<Item>;
  leave(): void;
}

function openItem(
  pictures: ChatPictures,
  toWire: ToWirePicture,
  chatId: ChatId,
  onBusy: () => void,
): OpenItem {
  const { answer, leave } = pictures.get(chatId);
  const item = answer.then(toWire).then(
    (picture) => ({ chatId, picture }),
    (thrown: unknown) => {
      if (thrown instanceof UpstreamQueueFullError) onBusy();
      return { chatId, error: errorItem(toChatPictureError(thrown)) };
    },
  );
  return { item, leave };
}

function invalidItem({ text, error }: InvalidChatId): Item {
  return { chatId: text, error: errorItem(error) };
}

async function collect(items: OpenItem[], signal: AbortSignal): Promise<Item[]> {
  const leave = () => leaveAll(items);
  if (signal.aborted) leave();
  signal.addEventListener('abort', leave, { once: true });
  const answers = await Promise.all(items.map(({ item }) => item));
  signal.removeEventListener('abort', leave);
  return answers;
}

/** Each line as soon as it is known, so that a slow chat never holds the others back. */
function streamItems(items: OpenItem[], signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let gone = false;
  const leave = () => {
    gone = true;
    leaveAll(items);
  };
  return new ReadableStream({
    start(stream) {
      const end = () => {
        if (!gone) stream.close();
        leave();
      };
      if (signal.aborted) return end();
      signal.addEventListener('abort', end, { once: true });
      const sent = items.map(async ({ item }) => {
        const line = encoder.encode(`${JSON.stringify(await item)}\n`);
        if (!gone) stream.enqueue(line);
      });
      // Not awaited: no line leaves a stream that has not finished starting.
      Promise.all(sent).then(() => {
        signal.removeEventListener('abort', end);
        end();
      });
    },
    cancel: leave,
  });
}

function leaveAll(items: OpenItem[]): void {
  for (const { leave } of items) leave();
}
