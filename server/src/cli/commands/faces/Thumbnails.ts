import { LRUCache } from 'lru-cache';
import { resizeImage } from '../../../images/resizeImage.js';
import type { PictureStore } from '../../../store/PictureStore.js';
import { readOr } from '../../../store/storage/StoreError.js';

/** In px: twice the displayed 96 px, for 2x screens. */
const WIDTH = 192;
/** Some thousand thumbnails. In bytes. */
const MAX_BYTES = 50_000_000;

/** WebP thumbnails of stored pictures: the copy that the gateway made, or a new one, which is kept in memory. */
export class Thumbnails {
  readonly #store: PictureStore;
  readonly #made = new LRUCache<string, Uint8Array>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ byteLength }) => Math.max(1, byteLength),
  });

  constructor(store: PictureStore) {
    this.#store = store;
  }

  /** `undefined` if the picture is missing, damaged or cannot be read. @throws {StoreError} */
  async get(hash: string): Promise<Uint8Array | undefined> {
    const known =
      this.#made.get(hash) ?? (await readOr(this.#store.getSize(hash, `${WIDTH}.webp`), undefined));
    if (known) return known;
    const bytes = await readOr(this.#store.getImage(hash), undefined);
    const made = bytes && (await resizeImage(bytes, { width: WIDTH, format: 'webp' }).catch(() => undefined));
    if (made) this.#made.set(hash, made);
    return made;
  }
}
