import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import type { PictureRecord } from '../../store/PictureRecord.js';
import { PictureStore } from '../../store/PictureStore.js';
import type { StorageAdapter } from '../../store/StorageAdapter.js';
import type { Emit } from '../PictureGatewayEvent.js';
import type { StoreCircuitBreaker } from './StoreCircuitBreaker.js';

/** A store that is up answers far sooner; people wait for this. In ms. */
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
  /** Whose picture it was when it was stored. */
  chatId: ChatId;
  /** Whether the store has it. */
  saved: boolean;
}

/**
 * The picture store as the gateway needs it: nothing here rejects. While the store is down, what this process has seen
 * lately takes its place, and what is learnt meanwhile is saved once the store is back.
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

  async put(chatId: ChatId, record: PictureRecord, bytes?: Uint8Array): Promise<void> {
    const hash = record.image?.hash;
    const image = bytes ?? (hash === undefined ? undefined : this.#images.get(hash)?.bytes);
    const found = await this.#attempt(async () => {
      await this.#store.put(chatId, record, image);
      return this.#store.get(chatId);
    });
    // A cache that is full, or worse, takes what it does not keep.
    const saved = found !== 'failed' && found.value !== undefined;
    this.#recent.set(chatId, { record, saved });
    if (hash !== undefined && image) this.#images.set(hash, { bytes: image, chatId, saved });
  }

  /** The bytes of a picture as it came. `failed` when nobody can say whether there are any. */
  async getImage(hash: string): Promise<Uint8Array | undefined | 'failed'> {
    const stored = await this.#attempt(() => this.#store.getImage(hash));
    const held = this.#images.get(hash);
    if (stored === 'failed') return held?.bytes ?? 'failed';
    if (stored.value || !held?.saved) return stored.value ?? held?.bytes;
    const restored = await this.#attempt(() => this.#store.restoreImage(held.chatId, held.bytes));
    if (restored === 'failed' || restored.value) return held.bytes;
    // What was saved once, and has no record any more, somebody has erased.
    this.#images.delete(hash);
    return undefined;
  }

  /** Whether a picture is there, as far as anybody can say: the bytes stay where they are. */
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

  /** The record whose picture the store has lost, and we have not. */
  async #restored(chatId: ChatId, record: PictureRecord | undefined): Promise<PictureRecord | undefined> {
    const held = record?.image && this.#images.get(record.image.hash);
    if (!held?.saved) return undefined;
    const found = await this.#attempt(async () =>
      (await this.#store.restoreImage(chatId, held.bytes)) ? this.#store.get(chatId) : undefined,
    );
    return found === 'failed' ? undefined : found.value;
  }

  /** A record whose picture could not be served is of no use. */
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
