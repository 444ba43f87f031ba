import { ProcessBound } from '../../lib/memory/ProcessBound.js';
import { localWrites } from '../../store/storage/localWrites.js';

/** Some 40 screens of 60 chats, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** How long an answer may be sent again without a look at the store, in ms. Bounds how late the writes of other processes show. */
const MAX_AGE_MS = 1_000;

const bound = new ProcessBound(MAX_BYTES);

/** When the records of an answer were read. */
interface ReadMoment {
  /** By `performance.now()`. */
  at: number;
  /** By the wall clock, which decides how old a record is. */
  date: number;
  /** Number of the writes by this process. */
  writes: number;
}

interface Document<Asked> {
  /** The chats that the query names. */
  asked: Asked;
  items: readonly string[];
  bytes: Uint8Array<ArrayBuffer>;
  read: ReadMoment;
}

/**
 * Cache of the last answer to each query. `of` uses it only while each of its items is the same, so that it saves the work of parsing the
 * query and of joining and encoding 100 kB of JSON, some 100 µs, and no look at the store. `recent` saves that look as well: it is a
 * micro-cache of one second, which each write by this process ends.
 */
export class PictureDocuments<Asked> {
  readonly #documents = bound.createCache<string, Document<Asked>>({
    maxSize: MAX_BYTES,
    // A query is longer than the chat ids that it is parsed to.
    sizeCalculation: ({ bytes }, query) => bytes.byteLength + 4 * query.length,
  });

  readonly #now: () => number;

  /** `now` is the wall clock, in ms since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Call it before the records of an answer are read, and pass the result to `of`. */
  startRead(): ReadMoment {
    return { at: performance.now(), date: this.#now(), writes: localWrites() };
  }

  /** The answer to the same query, if its records were read within the last second, and this process has written nothing since. */
  recent(query: string): Uint8Array<ArrayBuffer> | undefined {
    const known = this.#documents.get(query);
    if (known === undefined || known.read.writes !== localWrites()) return undefined;
    const { at, date } = known.read;
    const isRecent = performance.now() - at < MAX_AGE_MS && Math.abs(this.#now() - date) < MAX_AGE_MS;
    return isRecent ? known.bytes : undefined;
  }

  /** What the query was parsed to when it was answered last. */
  asked(query: string): Asked | undefined {
    return this.#documents.get(query)?.asked;
  }

  /** The answer of these items, joined by `join`. */
  of(
    query: string,
    asked: Asked,
    items: readonly string[],
    read: ReadMoment,
    join: (items: readonly string[]) => string,
  ): Uint8Array<ArrayBuffer> {
    const known = this.#documents.get(query);
    if (known?.items.length === items.length && known.items.every((item, index) => item === items[index])) {
      known.read = read;
      return known.bytes;
    }
    const bytes = new Uint8Array(Buffer.from(join(items)));
    this.#documents.set(query, { asked, items, bytes, read });
    return bytes;
  }

  clear(): void {
    this.#documents.clear();
  }
}
