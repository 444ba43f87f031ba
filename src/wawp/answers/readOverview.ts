import type { ChatPicture } from '../../chat/ChatPicture.js';
import { ChatPictureError } from '../../chat/ChatPictureError.js';
import { type ChatId, isBroadcastChatId, safeParseChatId } from '../../chat/chatId.js';
import { field, isObject, type JsonObject, numberIn, type WawpAnswer } from './answer.js';
import { readPictureUrl, type UrlPolicy } from './pictureUrl.js';
import { isFailure, readError } from './readError.js';

/** One conversation of the overview. Fields that Wawp left out are absent. */
export interface ChatOverview {
  chatId: ChatId;
  name?: string;
  /** Absent when unknown: an overview without a picture says as little as one with `null`, which is often a cold cache. */
  picture?: ChatPicture;
  unreadCount?: number;
  lastMessage?: {
    id?: string;
    body?: string;
    /** In ms since the epoch. On the wire it is in seconds. */
    timestamp?: number;
  };
}

/** Where lists may be: the docs say both an array and an object with numeric keys, peers wrap either. */
const LIST_FIELDS = ['data', 'chats', 'result', 'response'];

/**
 * Parses the overview in any of its shapes. Leaves out status updates, broadcasts and entries without a chat id. An invalid
 * entry does not affect the others.
 */
export function readOverview(answer: WawpAnswer, policy: UrlPolicy & { redact: (text: string) => string }) {
  const entries = answer.status < 300 ? findEntries(answer.json) : undefined;
  // An empty list beside an error is an error: the account may have chats, and must not look empty.
  if (entries === undefined || (entries.length === 0 && isFailure(answer))) {
    if (answer.status >= 400 || (answer.isJson && isFailure(answer))) refuse(readError(answer));
    throw new ChatPictureError(
      'invalid-response',
      'Wawp answered something else than a list of chats. Check that baseUrl is the address of the Wawp API.',
      { status: answer.status },
    );
  }
  return entries.map((entry) => readEntry(entry, policy)).filter((chat) => chat !== undefined);
}

/** An overview that is "not found" or "restricted" is no list either. */
function refuse(answer: ChatPicture): never {
  const code = answer.status === 'restricted' ? 'unauthorized' : 'invalid-response';
  throw new ChatPictureError(code, 'Wawp has no overview of chats for this instance. Check baseUrl.');
}

/** The overview may be wrapped in a few objects; deeper nesting is invalid. */
function findEntries(json: unknown, depth = 0): unknown[] | undefined {
  if (Array.isArray(json)) return json;
  if (!isObject(json) || depth > 4) return undefined;
  const keys = Object.keys(json);
  if (keys.every((key) => /^\d+$/.test(key))) return Object.values(json);
  for (const key of LIST_FIELDS) {
    const list = findEntries(json[key], depth + 1);
    if (list !== undefined) return list;
  }
  // Numeric keys next to others, such as `success`.
  const numbered = keys.filter((key) => /^\d+$/.test(key) && isObject(json[key]));
  return numbered.length > 0 ? numbered.map((key) => json[key]) : undefined;
}

function readEntry(
  entry: unknown,
  policy: UrlPolicy & { redact: (text: string) => string },
): ChatOverview | undefined {
  if (!isObject(entry)) return undefined;
  const chatId = safeParseChatId(field(entry.id, '_serialized') ?? entry.id ?? entry.chatId);
  if (chatId === undefined || isBroadcastChatId(chatId)) return undefined;
  const overview: ChatOverview = { chatId };
  if (typeof entry.name === 'string') overview.name = policy.redact(entry.name);
  const unreadCount = numberIn(entry.unreadCount);
  if (Number.isSafeInteger(unreadCount)) overview.unreadCount = unreadCount;
  const picture = readEntryPicture(entry.picture, policy);
  if (picture !== undefined) overview.picture = picture;
  if (isObject(entry.lastMessage)) overview.lastMessage = readMessage(entry.lastMessage, policy.redact);
  return overview;
}

function readEntryPicture(value: unknown, policy: UrlPolicy): ChatPicture | undefined {
  const url = isObject(value) ? value.url : value;
  if (typeof url !== 'string' || url.trim() === '') return undefined;
  try {
    return readPictureUrl(url, policy);
  } catch {
    return undefined;
  }
}

function readMessage(message: JsonObject, redact: (text: string) => string): ChatOverview['lastMessage'] {
  const id = field(message.id, '_serialized') ?? message.id;
  const timestamp = numberIn(message.timestamp);
  return {
    ...(typeof id === 'string' && { id }),
    ...(typeof message.body === 'string' && { body: redact(message.body) }),
    ...(Number.isFinite(timestamp) && timestamp > 0 && { timestamp: toMilliseconds(timestamp) }),
  };
}

/** Seconds, as documented; but a number that would lie beyond the year 5000 is in ms already. */
function toMilliseconds(timestamp: number): number {
  return timestamp > 100_000_000_000 ? timestamp : timestamp * 1000;
}
