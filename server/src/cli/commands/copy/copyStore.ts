import { isDeepStrictEqual } from 'node:util';
import { inParallel } from '../../../lib/async/inParallel.js';
import { isObject } from '../../../lib/isObject.js';
import { numberIn } from '../../../lib/numberIn.js';
import type { Gone } from '../../../store/erase/ChatErasure.js';
import { moment } from '../../../store/erase/ForgottenChats.js';
import {
  BLOCKED,
  CHATS,
  chatIdOfKey,
  draftKey,
  imageKey,
  ownerKey,
  SETTINGS,
  settingKey,
} from '../../../store/layout.js';
import { hashOf } from '../../../store/nextRecord.js';
import { readStoredChat } from '../../../store/StoredChat.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { storedHashes } from '../../shared/storedHashes.js';
import { UNREADABLE } from '../../shared/UnreadableValues.js';
import { CopySide } from './CopySide.js';
import { type GoneChats, readGoneChats } from './readGoneChats.js';

/** The result of a copy, in counts. */
export interface Copied {
  records: number;
  pictures: number;
  /** Size of the copied pictures. */
  bytes: number;
  /** Records that the other store has already. */
  unchanged: number;
  /** Records of which the other store has a newer one, or has blocked the chat. */
  newer: number;
  /** Chats that the other store has forgotten in the last day, and that were left out. */
  forgotten: number;
  /** Damaged records and pictures, which were left out. */
  damaged: number;
  /** Chats that were left out because one of the stores does not return their record or their picture. */
  unreadable: number;
}

const CONCURRENCY = 16;

/** Keys of one moment or one machine. */
const NOT_COPIED = [
  settingKey('check-'),
  settingKey('last-erasure'),
  settingKey('pause-'),
  settingKey('failures-'),
  settingKey('forgotten-'),
];

export interface CopyOptions {
  /** The names of the two stores in errors. */
  names: { from: string; to: string };
  signal: AbortSignal;
}

/**
 * Copies a store. Idempotent: values that the other store has are skipped. Per chat, the pictures are written before the record that
 * points at them, so that an interrupted copy leaves the other store readable.
 *
 * @throws {StoreError}; the reason of `signal`.
 */
export async function copyStore(
  from: StorageAdapter,
  to: StorageAdapter,
  { names, signal }: CopyOptions,
): Promise<Copied> {
  const target = new CopySide(to, names.to);
  const copier = new Copier(new CopySide(from, names.from), target);
  await copier.copyMissing(SETTINGS);
  // Before the records, so that a gateway on the other store writes none of them.
  await copier.copyMissing(BLOCKED, { since: 0 });
  await copier.copyChats(await readGoneChats(target, to), signal);
  return copier.copied;
}

class Copier {
  readonly copied: Copied = {
    records: 0,
    pictures: 0,
    bytes: 0,
    unchanged: 0,
    newer: 0,
    forgotten: 0,
    damaged: 0,
    unreadable: 0,
  };
  readonly #from: CopySide;
  readonly #to: CopySide;
  /** Pictures in progress, because several chats may have the same one. */
  readonly #pictures = new Map<string, Promise<boolean>>();

  constructor(from: CopySide, to: CopySide) {
    this.#from = from;
    this.#to = to;
  }

  /** Copies the values that the other store does not have. `replacement` stands for one that cannot be read. */
  async copyMissing(folder: string, replacement?: object): Promise<void> {
    const present = new Set(await this.#to.keys(folder));
    const isMissing = (key: string) =>
      !present.has(key) && !NOT_COPIED.some((prefix) => key.startsWith(prefix));
    const missing = (await this.#from.keys(folder)).filter(isMissing);
    await inParallel(missing, CONCURRENCY, async (key) => {
      const value = await this.#from.readJson(key);
      const copy = isObject(value) ? value : replacement;
      // A process on the other store may have written one meanwhile.
      if (copy && value !== undefined) await this.#to.writeJson(key, copy, () => true);
    });
  }

  async copyChats(gone: GoneChats, signal: AbortSignal): Promise<void> {
    const keys = await this.#from.keys(CHATS);
    await inParallel(keys, CONCURRENCY, async (key) => {
      if (!signal.aborted) await this.#copyChat(key, gone);
    });
    signal.throwIfAborted();
  }

  async #copyChat(key: string, gone: GoneChats): Promise<void> {
    const chatId = chatIdOfKey(key);
    if (chatId === undefined) return;
    const found = await this.#from.readJson(key);
    const present = found === UNREADABLE ? UNREADABLE : await this.#to.readJson(key);
    if (present === UNREADABLE) {
      this.copied.unreadable += 1;
      return;
    }
    // The draft of a torn record is intact.
    const value = isRecord(found) ? found : await this.#from.readJson(draftKey(chatId));
    if (!isRecord(value)) {
      this.copied.damaged += 1;
      return;
    }
    if (isRecord(present) && isNewer(present, value)) {
      this.copied[isDeepStrictEqual(present, value) ? 'unchanged' : 'newer'] += 1;
      return;
    }
    const isBlock = value.blockedSince !== undefined;
    const reason = isBlock ? undefined : gone.reasonOf(chatId);
    if (reason) {
      this.#countGone(reason);
      return;
    }
    const hashes = storedHashes(value);
    for (const hash of hashes) {
      // The reverse index, which must have the chat before the store has its picture.
      await this.#to.writeJson(ownerKey(hash, chatId), moment(), () => true);
      if (await this.#copyPicture(hash)) continue;
      // Without its record, the next copy tries the chat again.
      this.copied.unreadable += 1;
      return;
    }
    const isCopied = await this.#to.writeJson(
      key,
      value,
      (other) => isRecord(other) && isNewer(other, value),
    );
    const goneSince = isBlock ? undefined : await gone.eraseIfGone(chatId, hashes);
    if (goneSince) this.#countGone(goneSince);
    else this.copied[isCopied ? 'records' : 'newer'] += 1;
  }

  #countGone(reason: Gone): void {
    this.copied[reason === 'forgotten' ? 'forgotten' : 'newer'] += 1;
  }

  /** Resolves to whether the picture could be read, or is known to be missing. */
  #copyPicture(hash: string): Promise<boolean> {
    const copying = this.#pictures.get(hash) ?? this.#copyMissingPicture(hash);
    this.#pictures.set(hash, copying);
    return copying.finally(() => this.#pictures.delete(hash));
  }

  async #copyMissingPicture(hash: string): Promise<boolean> {
    const key = imageKey(hash);
    if (await this.#to.has(key)) return true;
    const bytes = await this.#from.readBytes(key);
    if (bytes === UNREADABLE) return false;
    if (bytes === undefined || hashOf(bytes) !== hash) {
      this.copied.damaged += 1;
      return true;
    }
    await this.#to.writeBytes(key, bytes);
    this.copied.pictures += 1;
    this.copied.bytes += bytes.byteLength;
    return true;
  }
}

interface StoredRecord extends Record<string, unknown> {
  fetchedAt?: unknown;
  blockedSince?: unknown;
}

function isRecord(value: unknown): value is StoredRecord {
  return isObject(value) && typeof value.v === 'number';
}

/** Whether the present record stays. A blocked chat stays blocked, and what this program cannot read is not overwritten. */
function isNewer(present: StoredRecord, value: StoredRecord): boolean {
  if (readStoredChat(present) === 'newer') return true;
  if (present.blockedSince !== undefined || value.blockedSince !== undefined)
    return present.blockedSince !== undefined;
  return numberIn(present.fetchedAt) >= numberIn(value.fetchedAt);
}
