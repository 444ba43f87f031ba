import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import type { PictureRecord } from '../../store/PictureRecord.js';
import { PictureStore, type PutOptions } from '../../store/PictureStore.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import type { Emit } from '../PictureGatewayEvent.js';
import type { StoreCircuitBreaker } from './StoreCircuitBreaker.js';

/** People wait meanwhile, and a store that is up answers far sooner. In ms. */
const STORE_TIMEOUT = 2_000;

const MAX_RECORDS = 10_000;
const MAX_IMAGE_BYTES = 64 * 1024 * 1024;

interface Recent {
  record: PictureRecord;
  /** Whether the store has it. */
  saved: boolean;
}

interface HeldImage {
  bytes: Uint8Array;
  /** The chat that the image was stored for. */
  chatId: ChatId;
  /** Whether the store has it. */
  saved: boolean;
}

/**
 * `PictureStore` with an in-memory fallback; never rejects. While the store is unavailable, reads come from an LRU of recent
 * records, and unsaved records are written on the next successful read of that chat.
 */
export class ResilientPictureStore {
  readonly #store: PictureStore;
  readonly #emit: Emit;
  readonly #breaker: StoreCircuitBreaker;
  readonly #recent = new LRUCache<ChatId, Recent>({ max: MAX_RECORDS });
  readonly #images = new LRUCache<string, HeldImage>({
    maxSize: MAX_IMAGE_BYTES,
    sizeCalculation: ({ bytes }) => bytes.byteLength + 1,
  });

  constructor(storage: StorageAdapter, breaker: StoreCircuitBreaker, emit: Emit) {
    this.#emit = emit;
    this.#breaker = breaker;
    this.#store = new PictureStore(storage, {
      timeoutMs: STORE_TIMEOUT,
      onProblem: (problem) => emit({ type: 'store-damaged', ...problem }),
    });
  }

  async get(chatId: ChatId): Promise<PictureRecord | undefined> {
    const stored = await this.#attempt(() => this.#store.get(chatId));
    const recent = this.#recent.get(chatId);
    if (stored === 'failed') return recent && this.#isComplete(recent.record) ? recent.record : undefined;
    const record = stored.value ?? (await this.#restored(chatId, recent?.record));
    if (recent?.saved === false && (record === undefined || record.fetchedAt < recent.record.fetchedAt)) {
      await this.put(chatId, recent.record);
      return recent.record;
    }
    if (record) this.#recent.set(chatId, { record, saved: true });
    else this.#recent.delete(chatId);
    return record;
  }

  async put(chatId: ChatId, record: PictureRecord, bytes?: Uint8Array, options?: PutOptions): Promise<void> {
    const hash = record.image?.hash;
    const image = bytes ?? (hash === undefined ? undefined : this.#images.get(hash)?.bytes);
    const stored = await this.#attempt(() => this.#store.put(chatId, record, image, options));
    const saved = stored !== 'failed' && stored.value;
    this.#recent.set(chatId, { record, saved });
    if (hash !== undefined && image) this.#images.set(hash, { bytes: image, chatId, saved });
  }

  /** The original bytes of a picture. `failed`: the store is unavailable and memory has none. */
  async getImage(hash: string): Promise<Uint8Array | undefined | 'failed'> {
    const stored = await this.#attempt(() => this.#store.getImage(hash));
    const held = this.#images.get(hash);
    if (stored === 'failed') return held?.bytes ?? 'failed';
    if (stored.value || !held?.saved) return stored.value ?? held?.bytes;
    const restored = await this.#attempt(() => this.#store.restoreImage(held.chatId, held.bytes));
    if (restored === 'failed' || restored.value) return held.bytes;
    // The image was saved once and its record is gone: the chat was forgotten.
    this.#images.delete(hash);
    return undefined;
  }

  /** Whether the picture exists. Reads no bytes if the store has it. */
  async hasImage(hash: string): Promise<boolean | 'failed'> {
    const stored = await this.#attempt(() => this.#store.hasImage(hash));
    if (stored === 'failed') return this.#images.has(hash) || 'failed';
    return stored.value || (this.#images.has(hash) && (await this.getImage(hash)) !== undefined);
  }

  async getSize(hash: string, size: string): Promise<Uint8Array | undefined> {
    const stored = await this.#attempt(() => this.#store.getSize(hash, size));
    return stored === 'failed' ? undefined : stored.value;
  }

  async putSize(hash: string, size: string, bytes: Uint8Array): Promise<void> {
    await this.#attempt(() => this.#store.putSize(hash, size, bytes));
  }

  /** Writes an image back that the store has lost and memory still has, and reads its record. */
  async #restored(chatId: ChatId, record: PictureRecord | undefined): Promise<PictureRecord | undefined> {
    const held = record?.image && this.#images.get(record.image.hash);
    if (!held?.saved) return undefined;
    const found = await this.#attempt(async () =>
      (await this.#store.restoreImage(chatId, held.bytes)) ? this.#store.get(chatId) : undefined,
    );
    return found === 'failed' ? undefined : found.value;
  }

  /** Whether memory also has the image of the record. Without it, the record cannot be served. */
  #isComplete({ image }: PictureRecord): boolean {
    return image === undefined || this.#images.has(image.hash);
  }

  async #attempt<T>(call: () => Promise<T>): Promise<{ value: T } | 'failed'> {
    if (this.#breaker.isOpen) return 'failed';
    try {
      return { value: await this.#breaker.run(call) };
    } catch (error) {
      this.#emit({ type: 'store-failed', error });
      return 'failed';
    }
  }
}
