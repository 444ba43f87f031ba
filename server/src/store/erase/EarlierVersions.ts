import type { ChatId } from 'chat-avatar/wawp';
import { inParallel } from '../../lib/async/inParallel.js';
import { parseJson } from '../../lib/parseJson.js';
import { blockedKey, chatKey, IMAGES, imageKey, OWNERS, ownerKey, SIZES } from '../layout.js';
import { imagesOf, readStoredChat, replacedOf } from '../StoredChat.js';
import type { BucketClient, EarlierVersions as Listed } from '../storage/drivers/bucket/BucketClient.js';
import type { EarlierVersion } from '../storage/drivers/bucket/listings.js';
import { S3Error } from '../storage/drivers/bucket/S3Error.js';
import { driverTraits } from '../storage/driverTraits.js';
import type { StorageAdapter } from '../storage/StorageAdapter.js';
import { StoreError } from '../storage/StoreError.js';
import { withStoreTimeout } from '../storage/withStoreTimeout.js';

/** The result of an erasure for earlier versions. */
export interface VersionsErased {
  /** Number of erased versions. Delete markers do not count. */
  count: number;
  /** Whether some may remain, because the bucket does not let this user list or erase versions. */
  mayRemain: boolean;
}

const CONCURRENCY = 8;

const FORBIDDEN = 403;

/** Answers of a bucket that does not let this user list or erase versions, or that knows none. */
const DENIED: ReadonlySet<number> = new Set([FORBIDDEN, 400, 405, 501]);

/**
 * The earlier versions of values in a bucket with versioning, where an erasure only hides a value. They are erased after the values of
 * now, which are left as they are. Buckets that were never versioned, and other kinds of stores, have none.
 */
export class EarlierVersions {
  readonly #bucket: BucketClient | undefined;
  readonly #prefix: string;
  readonly #timeoutMs: number;

  constructor(storage: StorageAdapter, timeoutMs: number) {
    const { bucket, prefix } = driverTraits(storage);
    this.#bucket = bucket;
    this.#prefix = prefix;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Erases the earlier versions of a chat's record and of all pictures that they name, after its values were removed. A picture that
   * another chat has stays. `removed`: the removed keys. The versions of the record go last, so that an interrupted call can be
   * repeated. Resolves to `undefined` if there were none.
   *
   * @throws {StoreError}
   */
  eraseChat(chatId: ChatId, removed: readonly string[]): Promise<VersionsErased | undefined> {
    return this.#run(async (erased) => {
      const erase = async (hashes: Iterable<string>) => {
        for (const hash of hashes) {
          await this.#eraseAll([imageKey(hash), `${SIZES}:${hash}`, ownerKey(hash, chatId)], erased);
        }
      };
      const record = chatKey(chatId);
      // One request tells whether a bucket of Google Cloud Storage keeps what was just removed.
      const { versions } = await this.#list(record);
      if (versions.length === 0 && this.#bucket?.keepsVersions === undefined) return;
      await erase(hashesIn(removed));
      for (let isComplete = false; !isComplete; ) {
        const page = await this.#list(record);
        await erase(hashesOf(await this.#read(page.versions)));
        isComplete = await this.#remove(page, erased);
      }
      await this.#eraseAll([blockedKey(chatId)], erased);
    });
  }

  /** Erases the earlier versions of removed keys. Resolves to `undefined` if there were none. @throws {StoreError} */
  eraseCollected(removed: readonly string[]): Promise<VersionsErased | undefined> {
    return this.#run(async (erased) => {
      const hashes = [...hashesIn(removed)];
      const [first, ...others] = removed.filter((key) => !key.startsWith(`${SIZES}:`));
      if (first !== undefined) await this.#eraseAll([first], erased);
      // The versions of a value that was just removed tell whether the bucket has any.
      if (first !== undefined && erased.count === 0 && this.#bucket?.keepsVersions === undefined) return;
      await this.#eraseAll(
        [...others, ...hashes.flatMap((hash) => [`${SIZES}:${hash}`, `${OWNERS}:${hash}`])],
        erased,
      );
    });
  }

  /** Number of earlier versions at and below these keys, or `unknown` if the bucket does not tell. @throws {StoreError} */
  async count(keys: readonly string[]): Promise<number | 'unknown'> {
    let count = 0;
    const erased = await this.#run(async () => {
      for (const key of keys) {
        const { versions } = await this.#list(key);
        count += versions.filter(({ isDeleteMarker }) => !isDeleteMarker).length;
      }
    });
    return erased?.mayRemain ? 'unknown' : count;
  }

  /** Resolves to `undefined` if there is nothing to report. */
  async #run(work: (erased: VersionsErased) => Promise<void>): Promise<VersionsErased | undefined> {
    const erased = { count: 0, mayRemain: false };
    if (this.#bucket === undefined || this.#bucket.keepsVersions === false) return undefined;
    try {
      await work(erased);
    } catch (thrown) {
      if (!(thrown instanceof Denied)) throw thrown;
      const { isGoogle, keepsVersions } = this.#bucket;
      erased.mayRemain = keepsVersions === true || (isGoogle && thrown.status === FORBIDDEN);
    }
    return erased.count > 0 || erased.mayRemain ? erased : undefined;
  }

  async #eraseAll(keys: readonly string[], erased: VersionsErased): Promise<void> {
    await inParallel(keys, CONCURRENCY, async (key) => {
      for (let isComplete = false; !isComplete; ) {
        // The next list does not have what was erased, so that it begins with the rest.
        isComplete = await this.#remove(await this.#list(key), erased);
      }
    });
  }

  /** The earlier versions at and below a key: up to 1,000. */
  async #list(key: string): Promise<Listed> {
    const path = (this.#prefix + key).replaceAll(':', '/');
    const { versions, incompleteKey } = await this.#call((bucket) => bucket.earlierVersions(path));
    const own = versions.filter((version) => version.key === path || version.key.startsWith(`${path}/`));
    return { versions: own, incompleteKey };
  }

  async #read(versions: readonly EarlierVersion[]): Promise<string[]> {
    const texts: string[] = [];
    await inParallel(
      versions.filter(({ isDeleteMarker }) => !isDeleteMarker),
      CONCURRENCY,
      async (version) => {
        const text = await this.#call((bucket) => bucket.readVersion(version));
        if (text !== undefined) texts.push(text);
      },
    );
    return texts;
  }

  /** Resolves to whether the list had everything. */
  async #remove({ versions, incompleteKey }: Listed, erased: VersionsErased): Promise<boolean> {
    const erasable = versions.filter(
      ({ key, isDeleteMarker, isLatest }) => !(isDeleteMarker && isLatest && key === incompleteKey),
    );
    // Markers last: without its marker, an earlier version would be the value of now.
    for (const isDeleteMarker of [false, true]) {
      await inParallel(
        erasable.filter((version) => version.isDeleteMarker === isDeleteMarker),
        CONCURRENCY,
        async (version) => {
          await this.#call((bucket) => bucket.removeVersion(version));
          if (!isDeleteMarker) erased.count += 1;
        },
      );
    }
    return incompleteKey === undefined || erasable.length === 0;
  }

  async #call<T>(call: (bucket: BucketClient) => Promise<T>): Promise<T> {
    const bucket = this.#bucket;
    return withStoreTimeout(this.#timeoutMs, async () => {
      if (bucket === undefined) throw new Denied(501);
      try {
        return await call(bucket);
      } catch (thrown) {
        throw thrown instanceof S3Error && DENIED.has(thrown.status) ? new Denied(thrown.status) : thrown;
      }
    });
  }
}

class Denied extends StoreError {
  readonly status: number;

  constructor(status: number) {
    super('refused', 'The bucket does not let this user list or erase versions.');
    this.status = status;
  }
}

/** The pictures in removed keys. */
function hashesIn(keys: readonly string[]): Set<string> {
  return new Set(
    keys.filter((key) => key.startsWith(`${IMAGES}:`)).flatMap((key) => key.split(':')[1] ?? []),
  );
}

/** The pictures in the texts of records. */
function hashesOf(texts: readonly string[]): Set<string> {
  const hashes = new Set<string>();
  for (const text of texts) {
    const chat = readStoredChat(parseJson(text));
    if (typeof chat !== 'object') continue;
    for (const hash of [...imagesOf(chat), ...replacedOf(chat)]) hashes.add(hash);
  }
  return hashes;
}
