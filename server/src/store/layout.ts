import type { ChatId } from 'chat-avatar/wawp';
import { safeParseChatId } from '../lib/chatIds.js';

/**
 * The keys of a store. `:` is unstorage's separator: a folder in files, a `/` in buckets. After it stands a canonical chat id,
 * a hash, or digits and letters, so that the key is valid in every kind of store.
 *
 *     chats:<chat id>                       the records, one for each source, JSON
 *     drafts:<chat id>                      the same record, if writes are not atomic; written first
 *     owners:<SHA-256>:<chat id>            reverse index: the chat has, or had, this picture
 *     images:<SHA-256>                      the original picture, raw bytes
 *     sizes:<SHA-256>:<width>.<format>      the resized picture, raw bytes and their SHA-256
 *     blocked:<chat id>                     the chat is never stored again; written before its record is replaced by a tombstone
 *     settings:<name>                       a setting that all machines on one store share, JSON
 */
export const CHATS = 'chats';
const DRAFTS = 'drafts';
export const OWNERS = 'owners';
export const IMAGES = 'images';
export const SIZES = 'sizes';
export const BLOCKED = 'blocked';
export const SETTINGS = 'settings';

export const chatKey = (chatId: ChatId) => `${CHATS}:${chatId}`;
export const draftKey = (chatId: ChatId) => `${DRAFTS}:${chatId}`;
export const ownerKey = (hash: string, chatId: ChatId) => `${OWNERS}:${hash}:${chatId}`;
export const imageKey = (hash: string) => `${IMAGES}:${hash}`;
export const sizeKey = (hash: string, size: string) => `${SIZES}:${hash}:${size}`;
export const blockedKey = (chatId: ChatId) => `${BLOCKED}:${chatId}`;
export const settingKey = (name: string) => `${SETTINGS}:${name}`;

/** The chat id in a key; `undefined` if it is not a canonical chat id. */
export function chatIdOfKey(key: string): ChatId | undefined {
  const text = key.slice(key.indexOf(':') + 1);
  const chatId = safeParseChatId(text);
  return chatId === text ? chatId : undefined;
}

/** The chat id in the key of an owner. */
export function chatIdOfOwnerKey(key: string): ChatId | undefined {
  return chatIdOfKey(key.slice(key.indexOf(':') + 1));
}

export function isHash(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}
