import { ProcessBound } from '../../lib/memory/ProcessBound.js';

/** Some 80 screens of 60 chats, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

const bound = new ProcessBound(MAX_BYTES);

interface Document<Asked> {
  /** The chats that the query names. */
  asked: Asked;
  items: readonly string[];
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Cache of the last answer to each query. It is used only while each of its items is the same, so that it saves the work of parsing the
 * query and of joining and encoding 100 kB of JSON, some 100 µs, and no look at the store.
 */
export class PictureDocuments<Asked> {
  readonly #documents = bound.createCache<string, Document<Asked>>({
    maxSize: MAX_BYTES,
    // A query is longer than the chat ids that it is parsed to.
    sizeCalculation: ({ bytes }, query) => bytes.byteLength + 4 * query.length,
  });

  /** What the query was parsed to when it was answered last. */
  asked(query: string): Asked | undefined {
    return this.#documents.get(query)?.asked;
  }

  /** The answer of these items, joined by `join`. */
  of(
    query: string,
    asked: Asked,
    items: readonly string[],
    join: (items: readonly string[]) => string,
  ): Uint8Array<ArrayBuffer> {
    const known = this.#documents.get(query);
    if (known?.items.length === items.length && known.items.every((item, index) => item === items[index]))
      return known.bytes;
    const bytes = new Uint8Array(Buffer.from(join(items)));
    this.#documents.set(query, { asked, items, bytes });
    return bytes;
  }

  clear(): void {
    this.#documents.clear();
  }
}
