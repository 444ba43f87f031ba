import type { ChatId } from 'chat-avatar/wawp';
import { borrowStorage, isStorage } from '../store/borrowStorage.js';
import { PictureStore } from '../store/PictureStore.js';
import type { StorageAdapter } from '../store/StorageAdapter.js';

/** A face that is stored. All times in ms since the epoch. */
export interface StoredFace {
  chatId: ChatId;
  /** As the overview had it; empty where nobody gave it one. */
  name: string;
  /** When this picture was first and last the chat's. */
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  /** Since when its owner does not show it any more. */
  hiddenSince: number | undefined;
  /** By its bytes: `image/jpeg`. */
  contentType: string;
  /** In px. */
  width: number;
  height: number;
  /** The picture as it came, a few hundred kB at most; `undefined` if it was erased meanwhile. Call it inside the loop. */
  readImage(): Promise<Uint8Array | undefined>;
}

/**
 * Every face in a store, in no order, one after the other, so that ten thousand of them need no memory: for a page of your
 * own, an export, an answer to somebody who asks what is stored. What cannot be read is left out.
 *
 * @example
 * for await (const { chatId, hiddenSince } of listStoredFaces({ storage })) console.log(chatId, hiddenSince);
 *
 * @throws {TypeError} without a storage; an error that says what is wrong, when the storage fails.
 */
export async function* listStoredFaces({
  storage,
}: {
  storage: StorageAdapter | string;
}): AsyncGenerator<StoredFace> {
  if (!isStorage(storage)) {
    throw new TypeError(
      'listStoredFaces needs the storage of the gateway: a place such as "./chat-pictures", or an unstorage Storage.',
    );
  }
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
