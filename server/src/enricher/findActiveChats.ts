import { setTimeout as delay } from 'node:timers/promises';
import { type ChatId, type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import { isBroadcastChatId, safeParseChatId } from '../lib/chatIds.js';
import { displayName } from '../lib/displayName.js';
import { toChatPictureError } from '../lib/toChatPictureError.js';
import type { EnrichClient, EnrichOverview, EnrichSettings } from './EnrichOptions.js';
import { backOff } from './failures.js';

/** A conversation whose picture is wanted. */
export interface ActiveChat {
  chatId: ChatId;
  name?: string;
  /** When its last message came, in ms since the epoch; 0 when nothing says so. */
  lastMessageAt: number;
  /** The picture, where the overview has it. */
  picture?: ChatPicture;
}

/** The engine under Wawp may look up a picture for each chat of a page, so that no more is asked for than is needed. */
const MAX_PAGE = 100;
const MIN_PAGE = 20;
const LARGEST_PAGE = 10_000;
/** Far beyond any account; it only ends a server that never runs out of new chats. */
const MAX_PAGES = 5_000;
const TRIES = 3;
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * The conversations with the latest messages, each once. The overview is paged through while its server heeds `limit` and
 * `offset`, and no further than needed where it comes sorted; it is not trusted to be.
 *
 * @throws {ChatPictureError} when there is no overview to be had; the signal's reason.
 */
export async function findActiveChats(settings: EnrichSettings): Promise<ActiveChat[]> {
  const { top } = settings;
  const chats = new Map<ChatId, ActiveChat>();
  let limit = Math.max(MIN_PAGE, Math.min(MAX_PAGE, top * 2));
  const order = new Order();
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const entries = await askForPage(settings, offset === 0 ? { limit } : { limit, offset }, page > 0);
    const known = chats.size;
    for (const entry of entries) {
      const chat = readChat(entry);
      if (chat === undefined) continue;
      if (!chats.has(chat.chatId)) order.see(chat.lastMessageAt);
      chats.set(chat.chatId, join(chats.get(chat.chatId), chat));
    }
    // By what came, not by what was asked for: servers have limits of their own, and the client leaves out broadcasts.
    offset += entries.length;
    const ignoresLimit = entries.length > limit;
    if (ignoresLimit || order.hasLatest(top)) break;
    if (chats.size > known) continue;
    // The same full page again: the server ignores the offset, so that only a larger page shows more.
    if (entries.length < limit || limit === LARGEST_PAGE) break;
    limit = LARGEST_PAGE;
    offset = 0;
  }
  return [...chats.values()].sort((a, b) => b.lastMessageAt - a.lastMessageAt).slice(0, top);
}

/** Whether a list that is read from its beginning comes with the latest first, as far as its times can show that. */
class Order {
  #previous: number | undefined;
  #isBroken = false;
  #hasFallen = false;
  #dated = 0;

  see(lastMessageAt: number): void {
    const previous = this.#previous ?? lastMessageAt;
    this.#isBroken ||= lastMessageAt > previous;
    this.#hasFallen ||= lastMessageAt > 0 && lastMessageAt < previous;
    if (lastMessageAt > 0) this.#dated += 1;
    this.#previous = lastMessageAt;
  }

  /** Chats without a time, and those that all have the same one, show nothing: later ones may follow. */
  hasLatest(count: number): boolean {
    return this.#dated >= count && this.#hasFallen && !this.#isBroken;
  }
}

function readChat({ chatId: id, name, picture, lastMessage }: EnrichOverview): ActiveChat | undefined {
  const chatId = safeParseChatId(id);
  if (chatId === undefined || isBroadcastChatId(chatId)) return undefined;
  const timestamp = lastMessage?.timestamp;
  const shown = name && displayName(name);
  return {
    chatId,
    ...(shown && { name: shown }),
    lastMessageAt: typeof timestamp === 'number' && Number.isFinite(timestamp) ? timestamp : 0,
    ...(picture?.status === 'available' && { picture }),
  };
}

/** Two entries of one person, such as `…@c.us` and `…@s.whatsapp.net`. */
function join(one: ActiveChat | undefined, other: ActiveChat): ActiveChat {
  if (one === undefined) return other;
  const [later, earlier] = other.lastMessageAt > one.lastMessageAt ? [other, one] : [one, other];
  return { ...earlier, ...later };
}

async function askForPage(
  settings: EnrichSettings,
  page: { limit: number; offset?: number },
  hasChats: boolean,
) {
  try {
    return await askPatiently(settings, page);
  } catch (thrown) {
    settings.signal?.throwIfAborted();
    const error = toChatPictureError(thrown);
    if (error.code === 'unauthorized' || error.code === 'session-not-ready') throw error;
    // Beyond the end of the list, some servers fail. What came so far is a list too.
    if (hasChats) return [];
    // Wawp's page knows neither parameter.
    if (error.code === 'invalid-response' || error.code === 'invalid-chat-id') {
      return askPatiently(settings, {});
    }
    throw error;
  }
}

async function askPatiently(
  { client, signal, backOffMs }: EnrichSettings,
  page: Parameters<EnrichClient['getChatsOverview']>[0],
): Promise<readonly EnrichOverview[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await client.getChatsOverview({ ...page, ...(signal && { signal }) });
    } catch (thrown) {
      signal?.throwIfAborted();
      const error = toChatPictureError(thrown);
      const waitMs = backOff(backOffMs, tries, error.retryAfterMs);
      if (!error.retryable || tries === TRIES) throw error;
      if (waitMs > LONGEST_WAIT_MS) throw waitsTooLong(error, waitMs);
      await delay(waitMs, undefined, { signal });
    }
  }
}

function waitsTooLong(error: ChatPictureError, waitMs: number): ChatPictureError {
  const minutes = Math.ceil(waitMs / 60_000);
  return new ChatPictureError(
    error.code,
    `${error.message} Wawp wants us to wait for ${minutes} min: run it again then.`,
    {
      retryAfterMs: error.retryAfterMs,
      status: error.status,
    },
  );
}
