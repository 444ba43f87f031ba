import { ChatPictureError } from 'chat-avatar/wawp';
import { SMALL_SIDE, type SmallImage } from '../../images/decodeImage.js';
import { ImageError } from '../../images/ImageError.js';
import type { ServedFormat } from '../../images/negotiateFormat.js';
import { resizeImage, resizeSmall } from '../../images/resizeImage.js';
import { BoundedQueue } from '../../lib/async/BoundedQueue.js';
import { SingleFlight } from '../../lib/async/SingleFlight.js';
import { ProcessBound } from '../../lib/memory/ProcessBound.js';
import type { Emit } from '../emitter.js';
import type { ErasureWatch } from '../store/ErasureWatch.js';
import type { ResilientPictureStore } from '../store/ResilientPictureStore.js';
import type { NegativeCache } from '../upstream/NegativeCache.js';

/** Some 20,000 avatars of 2 kB and more. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;

/** Bounds how long the picture of a forgotten chat stays in memory. In ms. */
const MEMORY_TTL_MS = 5 * 60 * 1000;

/** Some 200 pictures, in bytes. */
const MAX_DECODED_BYTES = 4 * 1024 * 1024;

/** A browser that has the JSON asks for the image at once. In ms. */
const DECODED_TTL_MS = 60_000;

/** For all gateways of the process. */
const memoryBound = new ProcessBound(MAX_MEMORY_BYTES);
const decodedBound = new ProcessBound(MAX_DECODED_BYTES);

/** Each reads an original from the store, and holds it in memory while it is resized. */
const CONCURRENCY = 16;

/** The longest queue. A waiting variant holds a key and a promise, no picture. */
const MAX_QUEUED = 10_000;

/** The longest wait in the queue, in ms. A browser does not repeat the request of an `<img>`, so waiting is better than 503. */
const MAX_WAIT_MS = 30_000;

/** The shortest time that a failure is remembered, in ms: four times the CPU time that the resize of one picture may take. */
const FAILED_MS = 60_000;

/** Cache key. Hot callers should hold on to it instead of rebuilding the string for every request. */
export type VariantKey = `${string}/${number}.${ServedFormat}`;

export const variantKey = (hash: string, width: number, format: ServedFormat): VariantKey =>
  `${hash}/${width}.${format}`;

/** Variant cache: pictures in the requested width and format. Each variant is encoded once (single flight) and stored. */
export class ImageVariants {
  readonly #store: ResilientPictureStore;
  readonly #emit: Emit;
  readonly #queue = new BoundedQueue({
    concurrency: CONCURRENCY,
    maxWaiting: MAX_QUEUED,
    maxWaitMs: MAX_WAIT_MS,
    refusal: busy,
  });
  readonly #memory = memoryBound.createCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: MAX_MEMORY_BYTES,
    ttl: MEMORY_TTL_MS,
    ttlResolution: 1_000,
    sizeCalculation: (bytes) => bytes.byteLength + 1,
  });
  /** Pictures that were just downloaded. Their first image takes half the CPU, and no read of the original. */
  readonly #decoded = decodedBound.createCache<string, SmallImage>({
    maxSize: MAX_DECODED_BYTES,
    ttl: DECODED_TTL_MS,
    ttlResolution: 1_000,
    sizeCalculation: ({ data }) => data.byteLength,
  });
  readonly #watch: ErasureWatch;
  /** Number of the times that memory was cleared. */
  #generation = 0;
  readonly #loading = new SingleFlight<Uint8Array<ArrayBuffer> | undefined | 'failed'>();

  /** Variants that could not be created, because of their picture. */
  readonly #failures: NegativeCache<VariantKey>;

  constructor(
    store: ResilientPictureStore,
    watch: ErasureWatch,
    failures: NegativeCache<VariantKey>,
    emit: Emit,
  ) {
    this.#store = store;
    this.#failures = failures;
    this.#watch = watch;
    this.#emit = emit;
  }

  /** Looks in memory only. `undefined` too if it is time to look for erasures in the store, which `get` and `has` do. */
  getFromMemory(key: VariantKey): Uint8Array<ArrayBuffer> | undefined {
    return this.#watch.isCurrent ? this.#memory.get(key) : undefined;
  }

  clearMemory(): void {
    this.#generation += 1;
    this.#memory.clear();
    this.#decoded.clear();
  }

  /** Keeps the pixels of a picture for its first images. */
  keepDecoded(hash: string, small: SmallImage): void {
    this.#watch.start();
    this.#decoded.set(hash, small);
  }

  /** For revalidation: whether the picture still exists. Reads and encodes nothing. */
  async has(hash: string, width: number, format: ServedFormat): Promise<boolean | 'failed'> {
    await this.#watch.check();
    return this.getFromMemory(variantKey(hash, width, format)) !== undefined || this.#store.hasImage(hash);
  }

  /**
   * `undefined`: there is no such picture. `failed`: the store is unavailable.
   *
   * @throws {ImageError} `busy`, `decoder-ended` or `no-decoder`; `not-an-image` or `too-large`, which are remembered.
   */
  async get(
    hash: string,
    width: number,
    format: ServedFormat,
  ): Promise<Uint8Array<ArrayBuffer> | undefined | 'failed'> {
    const key = variantKey(hash, width, format);
    await this.#watch.check();
    return this.getFromMemory(key) ?? this.#loading.run(key, () => this.#load(key, hash, width, format));
  }

  async #load(key: VariantKey, hash: string, width: number, format: ServedFormat) {
    const generation = this.#generation;
    const small = width <= SMALL_SIDE ? this.#decoded.get(hash) : undefined;
    const stored = small ? undefined : await this.#store.getSize(hash, `${width}.${format}`);
    if (stored === undefined && small === undefined) await this.#throwIfFailed(key);
    const create = () => this.#create(hash, width, format, small);
    const bytes = stored ?? (await this.#queue.add(() => this.#rememberingFailure(key, create)));
    if (bytes === undefined || bytes === 'failed') return bytes;
    return this.#remember(key, bytes, generation);
  }

  /** A picture that takes too much CPU time or cannot be decoded would do so again. A fault of the machine is not remembered. */
  async #rememberingFailure<T>(key: VariantKey, create: () => Promise<T>): Promise<T> {
    try {
      const bytes = await create();
      this.#failures.forget(key);
      return bytes;
    } catch (thrown) {
      if (thrown instanceof ImageError && (thrown.code === 'not-an-image' || thrown.code === 'too-large')) {
        this.#failures.remember(key, new ChatPictureError('invalid-response', thrown.message), {
          leastMs: FAILED_MS,
        });
      }
      throw thrown;
    }
  }

  /** @throws {ImageError} the failure that this process or a replica remembers. */
  async #throwIfFailed(key: VariantKey): Promise<void> {
    try {
      const failure = this.#failures.get(key);
      if (failure) throw failure;
      await this.#failures.throwIfShared(key);
    } catch (thrown) {
      throw thrown instanceof ChatPictureError ? new ImageError('not-an-image', thrown.message) : thrown;
    }
  }

  async #create(hash: string, width: number, format: ServedFormat, small: SmallImage | undefined) {
    const original = small ?? (await this.#store.getImage(hash));
    if (original === undefined || original === 'failed') return original;
    const startedAt = performance.now();
    const resize = { width, format };
    const bytes = await ('side' in original ? resizeSmall(original, resize) : resizeImage(original, resize));
    this.#emit({ type: 'image-resized', width, format, durationMs: performance.now() - startedAt });
    await this.#store.putSize(hash, `${width}.${format}`, bytes);
    return bytes;
  }

  #remember(key: string, bytes: Uint8Array, generation: number): Uint8Array<ArrayBuffer> {
    // A copy, because the bytes may be a slice of a larger allocation that would stay in memory with them. A Buffer, because a
    // socket wraps any other array again for each response.
    const own = Buffer.from(new Uint8Array(bytes).buffer);
    // The picture may have been erased while it was loaded.
    if (generation === this.#generation) {
      this.#watch.start();
      this.#memory.set(key, own);
    }
    return own;
  }
}

function busy(): ImageError {
  return new ImageError('busy', 'Too many images are waiting to be resized. Try again in a moment.');
}
