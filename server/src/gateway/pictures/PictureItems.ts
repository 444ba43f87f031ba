import type { ChatId } from 'chat-avatar/wawp';
import { LRUCache } from 'lru-cache';
import type { PictureRecord } from '../../store/PictureRecord.js';
import type { ImageUrls } from '../images/ImageUrls.js';
import type { Bytes } from '../node/PlainAnswer.js';
import type { KnownPicture } from './KnownPicture.js';
import { encodeItem } from './picturesFormat.js';
import { shownPicture, toWirePicture } from './toWirePicture.js';

/** Some 6,000 chats, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Rough size of an entry without its JSON, in bytes. */
const ENTRY_BYTES = 600;

interface Item {
  /** As `encodeItem` returns it. */
  bytes: Bytes;
  /** The record that it shows. */
  record: PictureRecord;
  /** The part of the record that it was made of. */
  shown: string;
  /** The secret and the expiry of its URLs. */
  secret: string;
  expiresAt: number | undefined;
}

/**
 * Cache of the JSON of each chat, `{"chatId":…,"picture":…}`, in bytes. It takes eleven signatures to make, some 40 µs. An entry is
 * used only while the record shows the same, the same secret signs, and the URLs of its day are given out. It says nothing about
 * who may see it.
 */
export class PictureItems {
  readonly #urls: ImageUrls;
  readonly #now: () => number;
  readonly #items = new LRUCache<ChatId, Item>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes, shown }) => bytes.byteLength + shown.length + ENTRY_BYTES,
  });

  constructor(urls: ImageUrls, now: () => number) {
    this.#urls = urls;
    this.#now = now;
  }

  /** `undefined`: it has to be made, or the secret that signs has to be read again. */
  #cached(chatId: ChatId, record: PictureRecord): Bytes | undefined {
    const item = this.#items.get(chatId);
    if (item === undefined || item.secret !== this.#urls.secret) return undefined;
    if (item.expiresAt !== undefined && !this.#urls.isOfToday(item.expiresAt)) return undefined;
    if (item.record !== record) {
      // The record was read again.
      if (item.shown !== JSON.stringify(shownPicture(record))) return undefined;
      item.record = record;
    }
    return item.bytes;
  }

  async get(chatId: ChatId, known: KnownPicture): Promise<Bytes> {
    const { record, stale } = known;
    const cached = stale ? undefined : this.#cached(chatId, record);
    if (cached !== undefined) return cached;
    const picture = await toWirePicture(known, this.#urls, this.#now);
    const bytes = encodeItem({ chatId, picture });
    const { secret } = this.#urls;
    // The expiry of a stale picture moves with the clock.
    if (stale || secret === undefined) return bytes;
    const { expiresAt } = picture.status === 'available' ? picture : { expiresAt: undefined };
    this.#items.set(chatId, {
      bytes,
      record,
      shown: JSON.stringify(shownPicture(record)),
      secret,
      expiresAt,
    });
    return bytes;
  }

  clear(): void {
    this.#items.clear();
  }
}
