import type { ChatId } from 'chat-avatar/wawp';
import { CHATS, chatIdOfKey } from '../../../store/layout.js';
import { readStoredChat } from '../../../store/StoredChat.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../../store/storage/StorageClient.js';
import { UNREADABLE, UnreadableValues } from '../../shared/UnreadableValues.js';

/** A stored picture. All times are in ms since the epoch. */
export interface Face {
  chatId: ChatId;
  /** Empty if unknown. */
  name: string;
  /** SHA-256 of the picture. */
  hash: string;
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  hiddenSince: number | undefined;
}

export interface FaceQuery {
  /** Part of a name or of a chat id. */
  search?: string;
  /** Only pictures that their owners hide today. */
  hidden?: boolean;
  /** From 1. */
  page: number;
  pageSize: number;
}

export interface FacePage extends FaceQuery {
  /** The faces of this page, sorted by name. */
  faces: Face[];
  /** Number of faces that match the query, and of all. */
  matches: number;
  total: number;
  /** Number of all faces that their owners hide today. */
  hiddenTotal: number;
  /** Number of chats that are missing, because their records cannot be read. */
  unreadable: number;
  pages: number;
}

const TIMEOUT_MS = 10_000;
/** An index that takes long to read is used for this many times as long. */
const REUSE_FACTOR = 10;
const QUICK_MS = 500;

/**
 * The faces of a store, without their pictures: a page needs only those of its own faces. Reads the records alone, about 250 bytes
 * each. An index of a large store is reused for a while.
 */
export class FaceIndex {
  readonly #client: StorageClient;
  #faces: Promise<{ faces: Face[]; unreadable: number }> | undefined;
  #usableUntil = 0;

  constructor(storage: StorageAdapter) {
    this.#client = new StorageClient(storage, TIMEOUT_MS);
  }

  /** @throws {StoreError} */
  async query({ search = '', hidden = false, page, pageSize }: FaceQuery): Promise<FacePage> {
    const { faces: all, unreadable } = await this.#all();
    const wanted = search.trim().toLowerCase();
    const found = all.filter(
      ({ name, chatId, hiddenSince }) =>
        (!hidden || hiddenSince !== undefined) &&
        (wanted === '' || name.toLowerCase().includes(wanted) || chatId.includes(wanted)),
    );
    const pages = Math.max(1, Math.ceil(found.length / pageSize));
    const shown = Math.min(page, pages);
    return {
      faces: found.slice((shown - 1) * pageSize, shown * pageSize),
      matches: found.length,
      total: all.length,
      hiddenTotal: all.filter(({ hiddenSince }) => hiddenSince !== undefined).length,
      unreadable,
      ...(search !== '' && { search }),
      hidden,
      page: shown,
      pages,
      pageSize,
    };
  }

  #all() {
    if (this.#faces && performance.now() < this.#usableUntil) return this.#faces;
    const start = performance.now();
    // Callers meanwhile share this read.
    this.#usableUntil = Number.POSITIVE_INFINITY;
    this.#faces = this.#read();
    this.#faces.then(
      () => {
        const tookMs = performance.now() - start;
        this.#usableUntil = tookMs < QUICK_MS ? 0 : performance.now() + REUSE_FACTOR * tookMs;
      },
      () => {
        this.#usableUntil = 0;
      },
    );
    return this.#faces;
  }

  async #read() {
    const keys = await this.#client.keys(CHATS);
    const values = new UnreadableValues();
    const faces: Face[] = [];
    let unreadable = 0;
    const { keys: count, calls } = this.#client.recordReads;
    const readSome = async () => {
      while (keys.length > 0) {
        for (const found of await this.#readFaces(keys.splice(-count), values)) {
          if (found === UNREADABLE) unreadable += 1;
          else faces.push(...found);
        }
      }
    };
    await Promise.all(Array.from({ length: calls }, readSome));
    const collator = new Intl.Collator(undefined, { numeric: true });
    faces.sort((a, b) => collator.compare(a.name || a.chatId, b.name || b.chatId));
    return { faces, unreadable };
  }

  async #readFaces(keys: readonly string[], values: UnreadableValues) {
    const reading = this.#client.readRecords(keys).map((record) => values.read(record));
    const found = await Promise.all(reading);
    return keys.map((key, index) => facesOf(chatIdOfKey(key), found[index]));
  }
}

/** One face for each source that may see a picture of the chat. */
function facesOf(chatId: ChatId | undefined, value: unknown): Face[] | typeof UNREADABLE {
  // The key of another program, or a chat that was erased meanwhile.
  if (chatId === undefined || value === undefined) return [];
  const chat = value === UNREADABLE ? 'damaged' : readStoredChat(value);
  if (typeof chat !== 'object') return UNREADABLE;
  return [...chat.records.values()].flatMap(({ name = '', image, firstSeen, lastSeen, hiddenSince }) =>
    image ? [{ chatId, name: name.trim(), hash: image.hash, firstSeen, lastSeen, hiddenSince }] : [],
  );
}
