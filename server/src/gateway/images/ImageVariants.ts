import { LRUCache } from 'lru-cache';
import type { ServedFormat } from '../../images/negotiateFormat.js';
import { createResizer } from '../../images/resize.js';
import type { Emit } from '../PictureGatewayEvent.js';
import type { ResilientPictureStore } from '../pictures/ResilientPictureStore.js';

/** The sizes that screens ask for all the time: some 20,000 avatars of 2 kB and more. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;

/** So that somebody who was erased is soon gone from memory too. In ms. */
const MEMORY_TTL_MS = 5 * 60 * 1000;

/** What an image is called in memory. Whoever asks for it again and again keeps it: it is long, and made each time. */
export type VariantKey = `${string}/${number}.${ServedFormat}`;

export const variantKey = (hash: string, width: number, format: ServedFormat): VariantKey =>
  `${hash}/${width}.${format}`;

/** Pictures in the sizes and formats that are asked for: each made once, by whoever needs it first, and store. */
export class ImageVariants {
  readonly #store: ResilientPictureStore;
  readonly #emit: Emit;
  readonly #resize = createResizer();
  readonly #memory = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: MAX_MEMORY_BYTES,
    ttl: MEMORY_TTL_MS,
    ttlResolution: 1_000,
    sizeCalculation: (bytes) => bytes.byteLength + 1,
  });
  readonly #making = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined | 'failed'>>();

  constructor(store: ResilientPictureStore, emit: Emit) {
    this.#store = store;
    this.#emit = emit;
  }

  /** In memory, or not at all. */
  getFromMemory(key: VariantKey): Uint8Array<ArrayBuffer> | undefined {
    return this.#memory.get(key);
  }

  /** Whether a browser that has an image may go on with it. Nothing is read or made for that. */
  async has(hash: string, width: number, format: ServedFormat): Promise<boolean | 'failed'> {
    return this.getFromMemory(variantKey(hash, width, format)) !== undefined || this.#store.hasImage(hash);
  }

  /**
   * `undefined` when there is no such picture, `failed` when nobody can say.
   *
   * @throws {ImageError} `busy`, or `not-an-image`.
   */
  get(
    hash: string,
    width: number,
    format: ServedFormat,
  ): Promise<Uint8Array<ArrayBuffer> | undefined | 'failed'> {
    const key = variantKey(hash, width, format);
    const making =
      this.#making.get(key) ?? this.#find(key, hash, width, format).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #find(key: string, hash: string, width: number, format: ServedFormat) {
    const size = `${width}.${format}`;
    const stored = await this.#store.getSize(hash, size);
    if (stored) return this.#remember(key, stored);
    const original = await this.#store.getImage(hash);
    if (original === undefined || original === 'failed') return original;
    const startedAt = performance.now();
    const bytes = await this.#resize(original, { width, format });
    this.#emit({ type: 'image-resized', width, format, durationMs: performance.now() - startedAt });
    await this.#store.putSize(hash, size, bytes);
    return this.#remember(key, bytes);
  }

  #remember(key: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    // Of its own memory: what Node hands out may be a slice of something larger, which would stay with it. And a Buffer,
    // which is what a socket takes: anything else is wrapped anew for each answer.
    const own = Buffer.from(new Uint8Array(bytes).buffer);
    this.#memory.set(key, own);
    return own;
  }
}
