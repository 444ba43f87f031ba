import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import { borrowStorage, isStorage } from '../store/borrowStorage.js';
import type { Erased } from '../store/Eraser.js';
import { PictureStore } from '../store/PictureStore.js';
import type { StorageAdapter } from '../store/StorageAdapter.js';

export interface ForgottenContact extends Omit<Erased, 'chats'> {
  /** In its canonical spelling. */
  chatId: ChatId;
}

/**
 * Erases one person from a store: the record, the picture and every smaller copy of it, unless another chat has the very
 * same picture. What `chat-avatar-server forget` does, for code that answers such a request itself. Safe to run again. The next
 * run of `enrichContacts` may store the chat again, if it is still among the most active ones.
 *
 * @throws {ChatPictureError} `invalid-chat-id`; {@link TypeError} without a storage; an error that says what is wrong, when the
 * storage fails.
 */
export async function forgetContact({
  storage,
  chatId,
}: {
  storage: StorageAdapter | string;
  chatId: string;
}): Promise<ForgottenContact> {
  if (!isStorage(storage)) {
    throw new TypeError(
      'forgetContact needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
  const canonical = parseChatId(chatId);
  const opened = await borrowStorage(storage);
  try {
    const { chats: _, ...erased } = await new PictureStore(opened.storage).forget(canonical);
    return { chatId: canonical, ...erased };
  } finally {
    await opened.close();
  }
}
