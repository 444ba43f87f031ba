import type { Storage } from 'unstorage';
import { type ChatId, parseChatId } from '../chat/chatId.js';
import type { Erased } from '../store/Eraser.js';
import { PictureStore } from '../store/PictureStore.js';

export interface ForgottenContact extends Omit<Erased, 'chats'> {
  /** In its canonical spelling. */
  chatId: ChatId;
}

/**
 * Erases one person from a store: the record, the picture and every smaller copy of it, unless another chat has the very
 * same picture. What `chat-avatar forget` does, for code that answers such a request itself. Safe to run again. The next
 * run of `enrichContacts` may store the chat again, if it is still among the most active ones.
 *
 * @throws {ChatPictureError} `invalid-chat-id`; {@link TypeError} without a storage; an error that says what is wrong, when the
 * storage fails.
 */
export async function forgetContact({
  storage,
  chatId,
}: {
  storage: Storage;
  chatId: string;
}): Promise<ForgottenContact> {
  if (typeof storage?.getKeys !== 'function') {
    throw new TypeError('forgetContact needs a storage, the one of the gateway: createStorage({ driver }).');
  }
  const canonical = parseChatId(chatId);
  const { chats: _, ...erased } = await new PictureStore(storage).forget(canonical);
  return { chatId: canonical, ...erased };
}
