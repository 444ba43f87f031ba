import { parseChatId } from 'chat-avatar/wawp';
import { OptionReader } from '../lib/OptionReader.js';
import { warnAboutOptions } from '../lib/warnAboutOptions.js';
import { PictureStore } from '../store/PictureStore.js';
import { borrowStorage, isStorage } from '../store/storage/open/borrowStorage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import type { StoreLimit } from '../store/storage/storeLimits.js';
import { countErased, type ForgottenChat } from './countErased.js';
import { oncePerLimit } from './oncePerLimit.js';

/**
 * Erases one chat from a store: its record, its picture and every resized copy, except a picture that another chat has too.
 * The same as `chat-avatar-server forget`. Idempotent. Running gateways on the store drop the picture within
 * seconds. Without `block`, a later look at the chat or the next run of `enrichContacts` may store it again.
 *
 * @throws {ChatPictureError} `invalid-chat-id`; {@link TypeError} without a storage; an error with the reason if the storage
 * fails.
 */
export async function forgetChat({
  storage,
  chatId,
  block = false,
  onStoreLimited,
  ...others
}: {
  storage: StorageAdapter | string;
  chatId: string;
  /** Never stores the chat again. Keeps its id. */
  block?: boolean | undefined;
  /**
   * Called once if the store refuses this user its leases (`no-shared-leases`), so that `forgetChat` does not wait for a process that loads
   * the chat at this moment, and that may store it again.
   */
  onStoreLimited?: ((limit: StoreLimit) => void) | undefined;
}): Promise<ForgottenChat> {
  if (!isStorage(storage)) {
    throw new TypeError(
      'forgetChat needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
  warnAboutOptions('forgetChat', others, { storage: true, chatId: true, block: true, onStoreLimited: true });
  const read = new OptionReader('forgetChat');
  const isBlocking = read.flag('block', block);
  const onLimit = oncePerLimit(
    read.callable('onStoreLimited', onStoreLimited, 'that takes a limit of the store'),
  );
  const canonical = parseChatId(chatId);
  const opened = await borrowStorage(storage);
  try {
    const store = new PictureStore(opened.storage, { onLimit });
    return countErased(canonical, await store.forget(canonical, { block: isBlocking }));
  } finally {
    await opened.close();
  }
}
