import type { ChatId } from 'chat-avatar/wawp';
import { warnAboutOptions } from '../lib/warnAboutOptions.js';
import { PictureStore } from '../store/PictureStore.js';
import { borrowStorage, isStorage } from '../store/storage/open/borrowStorage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';

/** A stored picture. All times are in ms since the epoch. */
export interface StoredFace {
  chatId: ChatId;
  /** From the overview; empty if unknown. */
  name: string;
  /** When Wawp first and last answered with this picture. */
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  /** Since when its owner hides it; `undefined` while it is visible. */
  hiddenSince: number | undefined;
  /** Detected from the bytes, such as `image/jpeg`. */
  contentType: string;
  /** In px. */
  width: number;
  height: number;
  /** The original bytes, a few hundred kB at most; `undefined` if erased meanwhile. Call it inside the loop. */
  readImage(): Promise<Uint8Array | undefined>;
}

/**
 * Iterates over every stored picture, in no particular order and with constant memory: for a page, an export, or a request
 * for access to personal data. Unreadable records are skipped.
 *
 * @example
 * for await (const { chatId, hiddenSince } of listStoredFaces({ storage })) console.log(chatId, hiddenSince);
 *
 * @throws {TypeError} without a storage; an error with the reason if the storage fails.
 */
export async function* listStoredFaces({
  storage,
  ...others
}: {
  storage: StorageAdapter | string;
}): AsyncGenerator<StoredFace> {
  if (!isStorage(storage)) {
    throw new TypeError(
      'listStoredFaces needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
  warnAboutOptions('listStoredFaces', others, { storage: true });
  const opened = await borrowStorage(storage);
  try {
    const store = new PictureStore(opened.storage);
    for await (const { chatId, record } of store.list()) {
      const { image, name = '', firstSeen, lastSeen, hiddenSince } = record;
      if (image === undefined) continue;
      const { contentType, width, height, hash } = image;
      const readImage = () => store.getImage(hash);
      yield { chatId, name, firstSeen, lastSeen, hiddenSince, contentType, width, height, readImage };
    }
  } finally {
    await opened.close();
  }
}
