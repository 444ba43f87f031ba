import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import { isBroadcastChatId, safeParseChatId } from '../../lib/chatIds.js';
import { displayName } from '../../lib/displayName.js';
import type { EnrichOverview } from '../EnrichOptions.js';
import type { EnrichSettings } from '../readEnrichOptions.js';
import { fetchPage } from './fetchPage.js';

/** A conversation of the run. */
export interface ActiveChat {
  chatId: ChatId;
  name?: string;
  /** Time of the last message, in ms since the epoch; 0 if unknown. */
  lastMessageAt: number;
  /** The picture, if the overview contains it. */
  picture?: ChatPicture;
}

/** Pages are small, because the WhatsApp engine under Wawp may look up a picture for each chat of a page. */
const MAX_PAGE = 100;
const MIN_PAGE = 20;
const LARGEST_PAGE = 10_000;
/** Loop guard against a server that returns new chats forever; far beyond any account. */
const MAX_PAGES = 5_000;

/**
 * The `top` conversations with the latest messages, without duplicates. Reads the overview page by page, and stops early
 * only if the entries so far prove that it is sorted. Servers that ignore `limit` or `offset` are supported.
 *
 * @throws {ChatPictureError} if the overview cannot be read; the signal's reason.
 */
export async function findActiveChats(settings: EnrichSettings): Promise<ActiveChat[]> {
  const { top } = settings;
  const chats = new Map<ChatId, ActiveChat>();
  let limit = Math.max(MIN_PAGE, Math.min(MAX_PAGE, top * 2));
  const order = new OrderCheck();
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { entries, limit: accepted } = await fetchPage(settings, { limit, offset });
    limit = accepted;
    const known = chats.size;
    for (const entry of entries) {
      const chat = readChat(entry);
      if (chat === undefined) continue;
      if (!chats.has(chat.chatId)) order.add(chat.lastMessageAt);
      chats.set(chat.chatId, mergeChats(chats.get(chat.chatId), chat));
    }
    // Count the received entries, not the requested ones: servers cap the page size, and the client drops broadcasts.
    offset += entries.length;
    const ignoresLimit = entries.length > limit;
    if (ignoresLimit || order.hasLatest(top)) break;
    if (chats.size > known) continue;
    // The same full page again: the server ignores the offset, so only a larger page shows more chats.
    if (entries.length < limit || limit === LARGEST_PAGE) break;
    limit = LARGEST_PAGE;
    offset = 0;
  }
  return [...chats.values()].sort((a, b) => b.lastMessageAt - a.lastMessageAt).slice(0, top);
}

/** Checks, entry by entry, whether a list is sorted by time, latest first. */
class OrderCheck {
  #previous: number | undefined;
  #isUnsorted = false;
  #hasEarlier = false;
  #dated = 0;

  add(lastMessageAt: number): void {
    const previous = this.#previous ?? lastMessageAt;
    this.#isUnsorted ||= lastMessageAt > previous;
    this.#hasEarlier ||= lastMessageAt > 0 && lastMessageAt < previous;
    if (lastMessageAt > 0) this.#dated += 1;
    this.#previous = lastMessageAt;
  }

  /** False while no two times differ: missing or equal times do not prove an order. */
  hasLatest(count: number): boolean {
    return this.#dated >= count && this.#hasEarlier && !this.#isUnsorted;
  }
}

function readChat({ chatId: id, name, picture, lastMessage }: EnrichOverview): ActiveChat | undefined {
  const chatId = safeParseChatId(id);
  if (chatId === undefined || isBroadcastChatId(chatId)) return undefined;
  const timestamp = lastMessage?.timestamp;
  const safeName = name && displayName(name);
  return {
    chatId,
    ...(safeName && { name: safeName }),
    lastMessageAt: typeof timestamp === 'number' && Number.isFinite(timestamp) ? timestamp : 0,
    ...(picture?.status === 'available' && { picture }),
  };
}

/** Merges two entries of one person, such as `…@c.us` and `…@s.whatsapp.net`. */
function mergeChats(one: ActiveChat | undefined, other: ActiveChat): ActiveChat {
  if (one === undefined) return other;
  const [later, earlier] = other.lastMessageAt > one.lastMessageAt ? [other, one] : [one, other];
  return { ...earlier, ...later };
}
