import { isObject } from '../../lib/isObject.js';
import { numberIn } from '../../lib/numberIn.js';
import { describeFailed } from '../../store/erase/EraseErrors.js';
import { settingKey } from '../../store/layout.js';
import type { Lease } from '../../store/lease/Lease.js';
import { PictureStore } from '../../store/PictureStore.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../store/storage/StorageClient.js';
import { StoreError } from '../../store/storage/StoreError.js';
import type { Emit } from '../emitter.js';

const HOUR = 60 * 60 * 1000;

/**
 * Twice a day on all gateways together, so that a picture that no chat shows is gone within a day, and an answer without one 13 h after it
 * has expired. Not more often, because a collection reads every record: in a bucket, one request for each chat.
 */
const INTERVAL_MS = 12 * HOUR;

/** How often a gateway looks whether it is time. */
const LOOK_INTERVAL_MS = HOUR;

/** Longer than a collection takes. */
const LEASE_MS = HOUR;

const LEASE_KEY = 'garbage-collection';
const SETTING = settingKey('last-garbage-collection');

export interface GarbageCollectionOptions {
  storage: StorageAdapter;
  lease: Lease;
  emit: Emit;
  /** Called after an erasure. */
  onErased: () => void;
  /** In ms since the epoch. */
  now: () => number;
  /** Monotonic, in ms. */
  clock: () => number;
  /** Erases chats that were not seen for this long, in ms. */
  keepMs: number | undefined;
}

/** Starts the garbage collection of the store twice a day, in one of the gateways that share it. Requests drive it. */
export class GarbageCollection {
  readonly #options: GarbageCollectionOptions;
  readonly #client: StorageClient;
  readonly #store: PictureStore;
  #looksAt: number | undefined;

  constructor(options: GarbageCollectionOptions) {
    const { storage, now } = options;
    this.#options = options;
    this.#client = new StorageClient(storage, 5_000);
    this.#store = new PictureStore(storage, { now });
  }

  /** Call it with each request. */
  touch(): void {
    const time = this.#options.clock();
    if (this.#looksAt !== undefined && time >= this.#looksAt) void this.#look();
    if (this.#looksAt === undefined || time >= this.#looksAt) this.#looksAt = time + LOOK_INTERVAL_MS;
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const { emit, lease, now, keepMs } = this.#options;
    try {
      if (!(await this.#isDue())) return;
      const release = await lease.acquire(LEASE_KEY, LEASE_MS);
      if (release === undefined) return;
      try {
        // Another gateway may have collected meanwhile.
        if (!(await this.#isDue())) return;
        await this.#client.writeJson(SETTING, { at: now() });
        const { chats, answers, keys, failed, refused } = await this.#store.collectGarbage({ keepMs });
        this.#options.onErased();
        emit({ type: 'garbage-collected', chats: chats.length + answers, keys: keys.length });
        if (failed > 0)
          emit({ type: 'store-failed', error: new StoreError('refused', describeFailed(failed)) });
        if (refused !== undefined) emit({ type: 'erasure-refused', chats: refused });
      } finally {
        await release().catch(() => undefined);
      }
    } catch (error) {
      emit({ type: 'store-failed', error });
    }
  }

  async #isDue(): Promise<boolean> {
    const last = await this.#client.readJson(SETTING);
    const age = this.#options.now() - (isObject(last) ? numberIn(last.at) : Number.NaN);
    // Not a number without a last time; negative after a clock was set back.
    return !(age >= 0 && age < INTERVAL_MS);
  }
}
