import type { ChatId } from 'chat-avatar/wawp';
import { safeParseChatId } from '../lib/chatIds.js';

/**
 * Where things are kept. `:` is unstorage's separator: a folder in files, a `/` in buckets. Everything before it is ours,
 * everything after it a canonical chat id, a hash, or made of digits and letters, so that each engine can hold it.
 *
 *     chats:<chat id>                       the record, JSON
 *     drafts:<chat id>                      the same record, where a write may tear; written first
 *     images:<SHA-256>                      the picture as it came, raw bytes
 *     sizes:<SHA-256>:<width>.<format>      the picture resized, raw bytes and their SHA-256
 *     settings:<name>                       what all machines on one store share
 */
export const CHATS = 'chats';
export const DRAFTS = 'drafts';
export const IMAGES = 'images';
export const SIZES = 'sizes';
const SETTINGS = 'settings';

export const chatKey = (chatId: ChatId) => `${CHATS}:${chatId}`;
export const draftKey = (chatId: ChatId) => `${DRAFTS}:${chatId}`;
export const imageKey = (hash: string) => `${IMAGES}:${hash}`;
export const sizeKey = (hash: string, size: string) => `${SIZES}:${hash}:${size}`;
export const settingKey = (name: string) => `${SETTINGS}:${name}`;

/** The chat whose record a key holds; `undefined` for a key that is not ours. */
export function chatIdOfKey(key: string): ChatId | undefined {
  const text = key.slice(key.indexOf(':') + 1);
  const chatId = safeParseChatId(text);
  return chatId === text ? chatId : undefined;
}

export function isHash(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}
