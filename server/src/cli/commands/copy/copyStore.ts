import { isDeepStrictEqual } from 'node:util';
import PQueue from 'p-queue';
import { isObject } from '../../../lib/isObject.js';
import { numberIn } from '../../../lib/numberIn.js';
import { BLOCKED, CHATS, chatIdOfKey, draftKey, imageKey, settingKey } from '../../../store/layout.js';
import { hashOf } from '../../../store/nextRecord.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../../store/storage/StorageClient.js';
import { storedHashes } from '../../shared/storedHashes.js';

/** The result of a copy, in counts. */
export interface Copied {
  records: number;
  pictures: number;
  /** Size of the copied pictures. */
  bytes: number;
  /** Records that the other store has already. */
  unchanged: number;
  /** Records of which the other store has a newer one. */
  newer: number;
  /** Records and pictures that cannot be read. */
  damaged: number;
}

const CONCURRENCY = 16;
const TIMEOUT_MS = 10_000;

/** Keys of one moment or one machine. */
const NOT_COPIED = [settingKey('check-'), settingKey('last-erasure')];

/**
 * Copies a store. Idempotent: what the other store has already is skipped. Per chat, the pictures are written before the record that
 * points at them, so that an interrupted copy leaves the other store readable.
 *
 * @throws {StoreError}; the reason of `signal`.
 */
export async function copyStore(
  from: StorageAdapter,
  to: StorageAdapter,
  signal: AbortSignal,
): Promise<Copied> {
  const copier = new Copier(new StorageClient(from, TIMEOUT_MS), new StorageClient(to, TIMEOUT_MS));
  await copier.copyMissing('settings');
  // The reverse index of the pictures.
  await copier.copyMissing('owners');
  // Before the records, so that a gateway on the other store writes none of them.
  await copier.copyMissing(BLOCKED);
  await copier.copyChats(signal);
  return copier.copied;
}

class Copier {
  readonly copied: Copied = { records: 0, pictures: 0, bytes: 0, unchanged: 0, newer: 0, damaged: 0 };
  readonly #from: StorageClient;
  readonly #to: StorageClient;
  /** Pictures in progress, because several chats may have the same one. */
  readonly #pictures = new Map<string, Promise<void>>();

  constructor(from: StorageClient, to: StorageClient) {
    this.#from = from;
    this.#to = to;
  }

  async copyMissing(folder: string): Promise<void> {
    const present = new Set(await this.#to.keys(folder));
    for (const key of await this.#from.keys(folder)) {
      if (present.has(key) || NOT_COPIED.some((prefix) => key.startsWith(prefix))) continue;
      const value = await this.#from.readJson(key);
      if (isObject(value)) await this.#to.writeJson(key, value);
    }
  }

  async copyChats(signal: AbortSignal): Promise<void> {
    const queue = new PQueue({ concurrency: CONCURRENCY });
    let failure: { thrown: unknown } | undefined;
    for (const key of await this.#from.keys(CHATS)) {
      await queue.onSizeLessThan(CONCURRENCY);
      if (failure || signal.aborted) break;
      void queue
        .add(() => this.#copyChat(key))
        .catch((thrown: unknown) => {
          failure ??= { thrown };
        });
    }
    await queue.onIdle();
    if (failure) throw failure.thrown;
    signal.throwIfAborted();
  }

  async #copyChat(key: string): Promise<void> {
    const chatId = chatIdOfKey(key);
    if (chatId === undefined) return;
    let value = await this.#from.readJson(key);
    // The draft of a torn record is intact.
    if (!isRecord(value)) value = await this.#from.readJson(draftKey(chatId));
    if (!isRecord(value)) {
      this.copied.damaged += 1;
      return;
    }
    const present = await this.#to.readJson(key);
    if (isRecord(present) && isNewer(present, value)) {
      this.copied[isDeepStrictEqual(present, value) ? 'unchanged' : 'newer'] += 1;
      return;
    }
    for (const hash of storedHashes(value)) await this.#copyPicture(hash);
    await this.#to.writeJson(key, value);
    this.copied.records += 1;
  }

  #copyPicture(hash: string): Promise<void> {
    const copying = this.#pictures.get(hash) ?? this.#copyMissingPicture(hash);
    this.#pictures.set(hash, copying);
    return copying.finally(() => this.#pictures.delete(hash));
  }

  async #copyMissingPicture(hash: string): Promise<void> {
    const key = imageKey(hash);
    if (await this.#to.has(key)) return;
    const bytes = await this.#from.readBytes(key);
    if (bytes === undefined || hashOf(bytes) !== hash) {
      this.copied.damaged += 1;
      return;
    }
    await this.#to.writeBytes(key, bytes);
    this.copied.pictures += 1;
    this.copied.bytes += bytes.byteLength;
  }
}

interface StoredRecord extends Record<string, unknown> {
  fetchedAt?: unknown;
  blockedSince?: unknown;
}

function isRecord(value: unknown): value is StoredRecord {
  return isObject(value) && typeof value.v === 'number';
}

/** Whether the present record stays. A blocked chat stays blocked. */
function isNewer(present: StoredRecord, value: StoredRecord): boolean {
  if (present.blockedSince !== undefined || value.blockedSince !== undefined)
    return present.blockedSince !== undefined;
  return numberIn(present.fetchedAt) >= numberIn(value.fetchedAt);
}
