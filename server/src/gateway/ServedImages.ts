import { LRUCache } from 'lru-cache';
import type { ServedFormat } from '../images/negotiateFormat.js';
import { createResizer } from '../images/resize.js';
import type { KeptPictures } from './KeptPictures.js';
import type { Emit } from './PictureGatewayEvent.js';

/** The sizes that screens ask for all the time: some 20,000 avatars of 2 kB and more. */
const MAX_HOT_BYTES = 64 * 1024 * 1024;

/** So that somebody who was erased is soon gone from memory too. In ms. */
const HOT_FOR = 5 * 60 * 1000;

/** What an image is called in memory. Whoever asks for it again and again keeps it: it is long, and made each time. */
export type HotKey = `${string}/${number}.${ServedFormat}`;

export const hotKey = (hash: string, width: number, format: ServedFormat): HotKey =>
  `${hash}/${width}.${format}`;

/** Pictures in the sizes and formats that are asked for: each made once, by whoever needs it first, and kept. */
export class ServedImages {
  readonly #kept: KeptPictures;
  readonly #emit: Emit;
  readonly #resize = createResizer();
  readonly #hot = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: MAX_HOT_BYTES,
    ttl: HOT_FOR,
    ttlResolution: 1_000,
    sizeCalculation: (bytes) => bytes.byteLength + 1,
  });
  readonly #making = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined | 'failed'>>();

  constructor(kept: KeptPictures, emit: Emit) {
    this.#kept = kept;
    this.#emit = emit;
  }

  /** In memory, or not at all. */
  getHot(key: HotKey): Uint8Array<ArrayBuffer> | undefined {
    return this.#hot.get(key);
  }

  /** Whether a browser that has an image may go on with it. Nothing is read or made for that. */
  async has(hash: string, width: number, format: ServedFormat): Promise<boolean | 'failed'> {
    return this.getHot(hotKey(hash, width, format)) !== undefined || this.#kept.hasImage(hash);
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
    const key = hotKey(hash, width, format);
    const making =
      this.#making.get(key) ?? this.#find(key, hash, width, format).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #find(key: string, hash: string, width: number, format: ServedFormat) {
    const size = `${width}.${format}`;
    const stored = await this.#kept.getSize(hash, size);
    if (stored) return this.#heat(key, stored);
    const original = await this.#kept.getImage(hash);
    if (original === undefined || original === 'failed') return original;
    const startedAt = performance.now();
    const bytes = await this.#resize(original, { width, format });
    this.#emit({ type: 'image-resized', width, format, durationMs: performance.now() - startedAt });
    await this.#kept.putSize(hash, size, bytes);
    return this.#heat(key, bytes);
  }

  #heat(key: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    // Of its own memory: what Node hands out may be a slice of something larger, which would stay with it. And a Buffer,
    // which is what a socket takes: anything else is wrapped anew for each answer.
    const own = Buffer.from(new Uint8Array(bytes).buffer);
    this.#hot.set(key, own);
    return own;
  }
}
