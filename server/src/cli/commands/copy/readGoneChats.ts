import type { ChatId } from 'chat-avatar/wawp';
import type { Gone } from '../../../store/erase/ChatErasure.js';
import { moment } from '../../../store/erase/ForgottenChats.js';
import { BLOCKED, blockedKey } from '../../../store/layout.js';
import { PictureStore } from '../../../store/PictureStore.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { type CopySide, TIMEOUT_MS } from './CopySide.js';

/** The chats that a copy must not bring back to a store: it has blocked them, or has forgotten them in the last day. */
export interface GoneChats {
  /** By the time of the start. */
  reasonOf: (chatId: ChatId) => Gone | undefined;
  /** Erases a chat that was just copied, with the pictures of these hashes, if it is gone since the start. */
  eraseIfGone: (chatId: ChatId, written: Iterable<string>) => Promise<Gone | undefined>;
}

/** Call it before the first chat is copied: from then on, `forget` on the store leaves marks. */
export async function readGoneChats(side: CopySide, storage: StorageAdapter): Promise<GoneChats> {
  const store = new PictureStore(storage, { timeoutMs: TIMEOUT_MS });
  await side.retry(() => store.announceWork());
  const begun = moment();
  const isForgotten = await side.retry(() => store.forgottenChats());
  const blocked = new Set(await side.keys(BLOCKED));
  return {
    reasonOf(chatId) {
      if (blocked.has(blockedKey(chatId))) return 'blocked';
      return isForgotten(chatId) ? 'forgotten' : undefined;
    },
    eraseIfGone: (chatId, written) => side.retry(() => store.eraseIfGone(chatId, { begun, written })),
  };
}
