import { parseChatId } from 'chat-avatar/wawp';
import { PictureStore } from '../store/PictureStore.js';
import { borrowStorage, isStorage } from '../store/storage/open/borrowStorage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import { countErased, type ForgottenChat } from './countErased.js';

/**
 * Erases one chat from a store: its record, its picture and every resized copy, except a picture that another chat has too.
 * The same as `chat-avatar-server forget`. Idempotent. The next run of `enrichContacts` may store the chat again, if it is
 * still among the most active ones.
 *
 * @throws {ChatPictureError} `invalid-chat-id`; {@link TypeError} without a storage; an error with the reason if the storage
 * fails.
 */
export async function forgetChat({
  storage,
  chatId,
}: {
  storage: StorageAdapter | string;
  chatId: string;
}): Promise<ForgottenChat> {
  if (!isStorage(storage)) {
    throw new TypeError(
      'forgetChat needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
  const canonical = parseChatId(chatId);
  const opened = await borrowStorage(storage);
  try {
    return countErased(canonical, await new PictureStore(opened.storage).forget(canonical));
  } finally {
    await opened.close();
  }
}
