import type { Storage } from 'unstorage';
import type { ChatId } from '../chat/chatId.js';
import { PictureStore } from '../store/PictureStore.js';

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
  /** The picture as it came, a few hundred kB at most; `undefined` if it was erased meanwhile. */
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
export async function* listStoredFaces({ storage }: { storage: Storage }): AsyncGenerator<StoredFace> {
  if (typeof storage?.getKeys !== 'function') {
    throw new TypeError(
      'listStoredFaces needs a storage, the one of the gateway: createStorage({ driver }).',
    );
  }
  const store = new PictureStore(storage);
  for await (const { chatId, record } of store.list()) {
    const { image, name = '', firstSeen, lastSeen, hiddenSince } = record;
    if (image === undefined) continue;
    const { contentType, width, height, hash } = image;
    const readImage = () => store.getImage(hash);
    yield { chatId, name, firstSeen, lastSeen, hiddenSince, contentType, width, height, readImage };
  }
}
