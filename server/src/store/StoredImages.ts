import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import { entryLimit } from '../lib/memory/entryLimit.js';
import type { StoreProblem } from './ChatRecords.js';
import { appendChecksum, verifyChecksum } from './checksum.js';
import type { Owners } from './erase/Owners.js';
import type { UncertainWrites } from './erase/UncertainWrites.js';
import { imageKey, sizeKey } from './layout.js';
import { hashOf } from './nextRecord.js';
import type { StorageClient } from './storage/StorageClient.js';

/** The bytes of pictures, by their hash, and their resized copies. Damaged bytes are reported and count as missing. */
export class StoredImages {
  readonly #storage: StorageClient;
  readonly #owners: Owners;
  readonly #uncertain: UncertainWrites;
  readonly #report: (kind: StoreProblem['kind'], key: string) => void;
  /** Images with bytes that this process has compared with their hash. For an hour, their existence is then enough. */
  readonly #verified = new LRUCache<string, true>({ ...entryLimit(10_000), ttl: 60 * 60 * 1000 });

  constructor(
    storage: StorageClient,
    owners: Owners,
    uncertain: UncertainWrites,
    report: (kind: StoreProblem['kind'], key: string) => void,
  ) {
    this.#storage = storage;
    this.#owners = owners;
    this.#uncertain = uncertain;
    this.#report = report;
  }

  /** The bytes of an original picture, verified against their hash. */
  async get(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#storage.readBytes(imageKey(hash));
    if (bytes && hashOf(bytes) === hash) {
      this.#verified.set(hash, true);
      return bytes;
    }
    this.#verified.delete(hash);
    if (bytes) this.#report('damaged-image', imageKey(hash));
    return undefined;
  }

  /** Whether bytes exist under a hash. They are not verified. */
  has(hash: string): Promise<boolean> {
    return this.#storage.has(imageKey(hash));
  }

  /** Whether the bytes were verified a moment ago. They may be gone. */
  isVerified(hash: string): boolean {
    return this.#verified.has(hash);
  }

  async isWhole(hash: string): Promise<boolean> {
    return this.isVerified(hash) ? this.has(hash) : (await this.get(hash)) !== undefined;
  }

  /** Never overwrites an intact image where a torn write would damage the other records that point at it. */
  async write(chatId: ChatId, hash: string, bytes: Uint8Array): Promise<void> {
    // First: see `Eraser`.
    await this.#owners.add(hash, chatId);
    const mayBeIntact = !this.#storage.atomicWrites || this.isVerified(hash);
    if (mayBeIntact && (await this.isWhole(hash))) return;
    await this.#storage.writeBytes(imageKey(hash), bytes);
    this.#verified.set(hash, true);
  }

  /** Whether a cache still has what was written. Writes lost bytes once more. */
  async keep(hash: string, bytes: Uint8Array | undefined): Promise<boolean> {
    if (await this.has(hash)) return true;
    if (!bytes) {
      this.#report('missing-image', imageKey(hash));
      return false;
    }
    await this.#storage.writeBytes(imageKey(hash), bytes);
    return this.has(hash);
  }

  /** A resized picture, if it is stored. `size` is `<width>.<format>`, such as `80.webp`. */
  async getSize(hash: string, size: string): Promise<Uint8Array | undefined> {
    const stored = await this.#storage.readBytes(sizeKey(hash, size));
    const bytes = stored && verifyChecksum(stored);
    if (stored && !bytes) this.#report('damaged-size', sizeKey(hash, size));
    return bytes;
  }

  async putSize(hash: string, size: string, bytes: Uint8Array): Promise<void> {
    const key = sizeKey(hash, size);
    // If the original was erased meanwhile, its sizes are erased too.
    const undo = async () => {
      if (!(await this.has(hash))) await this.#storage.remove(key);
    };
    await this.#uncertain.run(key, undo, async () => {
      await this.#storage.writeBytes(key, appendChecksum(bytes));
      await undo();
    });
  }
}
