import type { ChatId } from 'chat-avatar/wawp';
import { Batch } from '../../lib/async/Batch.js';
import { inParallel } from '../../lib/async/inParallel.js';
import { RetryTimer } from '../../lib/async/RetryTimer.js';
import { preciseUptime } from '../../lib/machineClock.js';
import { entryLimit } from '../../lib/memory/entryLimit.js';
import { ownBytes } from '../../lib/memory/ownBytes.js';
import { ProcessBound } from '../../lib/memory/ProcessBound.js';
import { rebased } from '../../store/nextRecord.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import { PictureStore, type PutOptions } from '../../store/PictureStore.js';
import { countLocalWrite } from '../../store/storage/localWrites.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { StoreError } from '../../store/storage/StoreError.js';
import type { Emit } from '../emitter.js';
import { GatewayBusyError } from '../upstream/GatewayLimitError.js';
import type { ErasureWatch } from './ErasureWatch.js';
import type { StoreCircuitBreaker } from './StoreCircuitBreaker.js';
import { writeBackStores } from './saveUnsavedPictures.js';
import { type UnsavedPicture, UnsavedPictures } from './UnsavedPictures.js';

/** People wait meanwhile, and a store that is up answers far sooner. In ms. */
const STORE_TIMEOUT = 2_000;

const MAX_RECORDS = 10_000;

/** Some 250 pictures of WhatsApp's 640 px, for the time that the store is down or loses values. */
const MAX_IMAGE_BYTES = 12 * 1024 * 1024;

/** The size of an image besides its bytes, about, in bytes. */
const ENTRY_BYTES = 500;

/** For all gateways of the process. */
const recordBound = new ProcessBound(MAX_RECORDS);
const imageBound = new ProcessBound(MAX_IMAGE_BYTES);

/** The pauses after which pictures that wait are written again, for a gateway that gets no request meanwhile. */
const SAVE_PAUSE = { firstMs: 5_000, longestMs: 60_000 };

/** Each holds a picture that is in memory anyway. */
const SAVES_AT_A_TIME = 4;

interface HeldImage {
  bytes: Uint8Array;
  /** The chat that the image was stored for. */
  chatId: ChatId;
}

/** A record with the bytes of its image, as far as they are in memory. */
type MadeRecord = Pick<UnsavedPicture, 'record' | 'bytes' | 'isRefresh'>;

export interface ResilientPictureStoreOptions {
  storage: StorageAdapter;
  breaker: StoreCircuitBreaker;
  watch: ErasureWatch;
  emit: Emit;
  namespace: string;
  now: () => number;
}

/**
 * `PictureStore` with an in-memory fallback. While the store is unavailable, reads come from an LRU of recent records, and new
 * pictures wait in memory; they are written as soon as the store answers again.
 */
export class ResilientPictureStore {
  readonly #store: PictureStore;
  readonly #emit: Emit;
  readonly #breaker: StoreCircuitBreaker;
  readonly #watch: ErasureWatch;
  readonly #recent = recordBound.createCache<ChatId, PictureRecord>(entryLimit(MAX_RECORDS));
  /** The images of stored records. */
  readonly #images = imageBound.createCache<string, HeldImage>({
    maxSize: MAX_IMAGE_BYTES,
    sizeCalculation: ({ bytes }) => bytes.byteLength + ENTRY_BYTES,
  });
  readonly #unsaved = new UnsavedPictures();
  readonly #reads = new Batch<ChatId, ReadonlyMap<ChatId, PictureRecord | undefined>>((chatIds) =>
    this.#readMany(chatIds),
  );
  #isDown = false;
  /** When the store has failed to read a record, on the clock of `Moment`. */
  #unreadAt = Number.NEGATIVE_INFINITY;
  #saving: Promise<void> | undefined;
  readonly #retry = new RetryTimer({
    pause: SAVE_PAUSE,
    attempt: () => this.#saveAll(),
    isDone: () => this.#unsaved.count === 0,
  });

  constructor({ storage, breaker, watch, emit, namespace, now }: ResilientPictureStoreOptions) {
    writeBackStores.add(this);
    this.#emit = emit;
    this.#breaker = breaker;
    this.#watch = watch;
    this.#store = new PictureStore(storage, {
      timeoutMs: STORE_TIMEOUT,
      sourceId: namespace,
      now,
      onProblem: (problem) => emit({ type: 'store-damaged', ...problem }),
    });
  }

  /** @throws {GatewayBusyError} while too many calls wait for the store, which probably has the record. */
  async get(chatId: ChatId): Promise<PictureRecord | undefined> {
    const reading = this.#attempt(() => this.#store.get(chatId).catch(busyAsValue));
    // In the background, because a record in memory is only served if the store fails. And second: after an outage the breaker lets one
    // call through.
    if (this.#recent.size > 0) void this.#watch.check();
    const stored = await reading;
    const unsaved = this.#unsaved.get(chatId);
    const recent = this.#recent.get(chatId);
    if (stored === 'failed' || stored.value === 'busy') {
      this.#unreadAt = preciseUptime();
      const known = unsaved?.record ?? (recent && this.#complete(recent));
      if (known || stored === 'failed') return known;
      throw new GatewayBusyError(
        'Too many requests are waiting for the picture store. Try again in a moment.',
      );
    }
    const record = stored.value ?? (await this.#restored(chatId, recent));
    if (unsaved && (record === undefined || record.fetchedAt < unsaved.record.fetchedAt)) {
      const { begun, isRefresh } = unsaved;
      const next = record ? follow(unsaved, record) : unsaved;
      const options = { begun, isRefresh, previous: record };
      if (next.record !== record) return (await this.#write(chatId, next, options)) ? next.record : record;
    }
    this.#unsaved.drop(chatId);
    if (record) this.#remember(chatId, record);
    else this.#recent.delete(chatId);
    return record;
  }

  /**
   * The records of many chats, read together with those of other callers of this moment. A chat that is missing in the result needs a
   * call of `get`. Never rejects.
   */
  getMany(chatIds: readonly ChatId[]): Promise<ReadonlyMap<ChatId, PictureRecord | undefined>> {
    return this.#reads.load(chatIds);
  }

  /** Call it before work on a chat begins. Never rejects. */
  async announceWork(): Promise<void> {
    await this.#attempt(() => this.#store.announceWork());
  }

  /**
   * Stores a record, or holds it in memory until the store takes it. Resolves to `false` for a chat that was blocked or forgotten
   * meanwhile.
   *
   * @throws {ChatPictureError} `server-error`, if the store is down and memory is full.
   */
  async put(
    chatId: ChatId,
    record: PictureRecord,
    bytes?: Uint8Array,
    options: PutOptions = {},
  ): Promise<boolean> {
    const hash = record.image?.hash;
    const image = bytes ? ownBytes(bytes) : hash === undefined ? undefined : this.#imageInMemory(hash);
    const made = { record, bytes: image, isRefresh: options.isRefresh };
    if (options.begun === undefined || options.begun.uptime > this.#unreadAt)
      return this.#write(chatId, made, options);
    // The record that this one replaces may be unknown.
    const found = await this.#attempt(() => this.#store.get(chatId).catch(busyAsValue));
    if (found === 'failed' || found.value === 'busy') return this.#hold(chatId, made, options);
    const previous = found.value;
    const next = previous && !previous.blocked ? follow(made, previous) : made;
    return next.record === previous || this.#write(chatId, next, { ...options, previous });
  }

  /** The original bytes of a picture. `failed`: the store is unavailable and memory has none. */
  async getImage(hash: string): Promise<Uint8Array | undefined | 'failed'> {
    const stored = await this.#attempt(() => this.#store.getImage(hash));
    if (stored === 'failed') return this.#imageInMemory(hash) ?? 'failed';
    const bytes = stored.value ?? this.#unsaved.imageOf(hash);
    const held = this.#images.get(hash);
    if (bytes || !held) return bytes;
    const restored = await this.#attempt(() => this.#store.restoreImage(held.chatId, held.bytes));
    if (restored === 'failed' || restored.value) return held.bytes;
    // The image was saved once and its record is gone: the chat was forgotten.
    this.#images.delete(hash);
    return undefined;
  }

  /** Whether the picture exists. Reads no bytes if the store has it. */
  async hasImage(hash: string): Promise<boolean | 'failed'> {
    const stored = await this.#attempt(() => this.#store.hasImage(hash));
    const isInMemory = this.#imageInMemory(hash) !== undefined;
    if (stored === 'failed') return isInMemory || 'failed';
    return stored.value || (isInMemory && (await this.getImage(hash)) !== undefined);
  }

  async getSize(hash: string, size: string): Promise<Uint8Array | undefined> {
    const stored = await this.#attempt(() => this.#store.getSize(hash, size));
    return stored === 'failed' ? undefined : stored.value;
  }

  async putSize(hash: string, size: string, bytes: Uint8Array): Promise<void> {
    await this.#attempt(() => this.#store.putSize(hash, size, bytes));
  }

  /** Number of pictures and answers that the store does not have yet. */
  get unsavedCount(): number {
    return this.#unsaved.count;
  }

  /** For the end of the process: writes what waits in memory once more, as soon as the store may be called. Never rejects. */
  async saveNow(): Promise<void> {
    if (this.unsavedCount === 0) return;
    await this.#breaker.closed();
    // One that has begun may have found the store down.
    await this.#saving;
    await this.#saveAll();
  }

  /** After an erasure by another process. A picture that the store does not have yet stays, unless its chat was erased. */
  clearMemory(): void {
    this.#recent.clear();
    this.#images.clear();
    if (this.unsavedCount > 0) void this.#saveAll();
  }

  async #write(chatId: ChatId, made: MadeRecord, options: PutOptions): Promise<boolean> {
    const { record, bytes } = made;
    const hash = record.image?.hash;
    const stored = await this.#attempt(() => this.#store.put(chatId, record, bytes, options));
    if (stored !== 'failed' && typeof stored.value === 'string') {
      this.#unsaved.drop(chatId);
      this.#recent.delete(chatId);
      return false;
    }
    if (stored === 'failed' || !stored.value) return this.#hold(chatId, made, options);
    this.#unsaved.drop(chatId);
    this.#remember(chatId, record);
    if (hash !== undefined && bytes) this.#images.set(hash, { bytes, chatId });
    return true;
  }

  /** @throws {ChatPictureError} `server-error`, if memory is full. */
  #hold(chatId: ChatId, { record, bytes }: MadeRecord, { begun, isRefresh }: PutOptions): true {
    this.#unsaved.hold(chatId, { record, bytes, begun, isRefresh });
    this.#retry.start();
    // Also while the store is not called: the answers about the chat have changed.
    countLocalWrite();
    return true;
  }

  async #readMany(chatIds: readonly ChatId[]): Promise<Map<ChatId, PictureRecord | undefined>> {
    const reading = this.#attempt(() => this.#store.getMany(chatIds).catch(busyAsValue));
    if (this.#recent.size > 0) void this.#watch.check();
    const stored = await reading;
    if (stored === 'failed' || stored.value === 'busy') return new Map();
    const records = stored.value;
    for (const [chatId, record] of records) {
      const recent = this.#recent.get(chatId);
      // Memory has something that the store has not.
      if (this.#unsaved.get(chatId) || (recent && !record)) records.delete(chatId);
      else if (record && record !== recent) this.#remember(chatId, record);
    }
    return records;
  }

  #remember(chatId: ChatId, record: PictureRecord): void {
    this.#watch.start();
    this.#recent.set(chatId, record);
  }

  #imageInMemory(hash: string): Uint8Array | undefined {
    return this.#images.get(hash)?.bytes ?? this.#unsaved.imageOf(hash);
  }

  /** Writes an image back that the store has lost and memory still has, and reads its record. */
  async #restored(chatId: ChatId, record: PictureRecord | undefined): Promise<PictureRecord | undefined> {
    const held = record?.image && this.#images.get(record.image.hash);
    if (!held) return undefined;
    const found = await this.#attempt(async () =>
      (await this.#store.restoreImage(chatId, held.bytes)) ? this.#store.get(chatId) : undefined,
    );
    return found === 'failed' ? undefined : found.value;
  }

  /** The record if memory also has its image. Without it, the record cannot be served. */
  #complete(record: PictureRecord): PictureRecord | undefined {
    return record.image === undefined || this.#imageInMemory(record.image.hash) ? record : undefined;
  }

  async #attempt<T>(call: () => Promise<T>): Promise<{ value: T } | 'failed'> {
    if (this.#breaker.isOpen) return 'failed';
    try {
      const value = await this.#breaker.run(call);
      if (this.#isDown) void this.#saveAll();
      return { value };
    } catch (error) {
      // A record of a newer version is no outage.
      if (!(error instanceof StoreError && error.code === 'newer-version')) this.#isDown = true;
      this.#emit({ type: 'store-failed', error });
      return 'failed';
    }
  }

  /**
   * Writes the pictures that wait in memory, until one fails, unless the store has newer ones. After a failure of the store, with the next
   * call that succeeds, or by itself after a pause. Never rejects.
   */
  #saveAll(): Promise<void> {
    this.#saving ??= this.#save().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async #save(): Promise<void> {
    this.#isDown = false;
    const save = async (chatId: ChatId) => {
      if (this.#isDown) return;
      // Rejects if the store loses the write again. The picture then stays in memory.
      await this.get(chatId).catch(() => undefined);
      // Such as a file of another user, which the store goes on refusing: the others come first next time.
      this.#unsaved.postpone(chatId);
    };
    const [first, ...others] = this.#unsaved.chatIds();
    // After an outage the breaker lets one call through, and all others when that succeeds.
    if (first !== undefined) await save(first);
    await inParallel(others, SAVES_AT_A_TIME, save);
  }
}

/**
 * The record that follows from a stored one and one that was made without it, with its bytes. The stored one itself, if it is newer, or a
 * refresh keeps it.
 */
function follow({ record, bytes, isRefresh }: MadeRecord, stored: PictureRecord): MadeRecord {
  const isKept = isRefresh && record.status !== 'available' && stored.status === 'available';
  const next = isKept || stored.fetchedAt > record.fetchedAt ? stored : rebased(record, stored);
  return { record: next, bytes: next.image?.hash === record.image?.hash ? bytes : undefined };
}

/** The queue of this process is full. That is no failure of the store. */
function busyAsValue(error: unknown): 'busy' {
  if (error instanceof StoreError && error.code === 'busy') return 'busy';
  throw error;
}
