import type { ChatId } from 'chat-avatar/wawp';
import { ownText } from '../../lib/memory/ownText.js';
import { ProcessBound } from '../../lib/memory/ProcessBound.js';
import type { PictureRecord } from '../../store/PictureRecord.js';
import type { ImageUrls } from '../images/ImageUrls.js';
import type { KnownPicture } from './KnownPicture.js';
import { shownPicture, toWirePicture } from './toWirePicture.js';

/** Some 4,000 chats, in characters. */
const MAX_LENGTH = 8 * 1024 * 1024;

/** For all gateways of the process. */
const bound = new ProcessBound(MAX_LENGTH);

/** Rough size of an entry without its texts. */
const ENTRY_LENGTH = 600;

interface Item {
  json: string;
  /** The record that it was made of last. */
  record: PictureRecord;
  /** The secret and the expiry of its URLs. */
  secret: string;
  expiresAt: number | undefined;
}

/**
 * Cache of the JSON of each chat, `{"chatId":…,"picture":…}`. It takes eleven signatures to make, some 40 µs. An entry is
 * used only while the record shows the same, the same secret signs, and the URLs of its day are given out. It says nothing about
 * who may see it.
 */
export class PictureItems {
  readonly #urls: ImageUrls;
  readonly #now: () => number;
  readonly #items = bound.createCache<ChatId, Item>({
    maxSize: MAX_LENGTH,
    sizeCalculation: ({ json }) => json.length + ENTRY_LENGTH,
  });

  constructor(urls: ImageUrls, now: () => number) {
    this.#urls = urls;
    this.#now = now;
  }

  /** The JSON of records that are the same objects as at the last call of `get`. `undefined`: at least one of them needs `get`. */
  ofSame(chatIds: readonly ChatId[], recordOf: (chatId: ChatId) => PictureRecord | undefined) {
    const items: string[] = [];
    for (const chatId of chatIds) {
      const record = recordOf(chatId);
      const item = this.#items.get(chatId);
      if (!record || item?.record !== record || !this.#isSignedToday(item)) return undefined;
      items.push(item.json);
    }
    return items;
  }

  async get(chatId: ChatId, known: KnownPicture): Promise<string> {
    const { record } = known;
    const item = known.stale ? undefined : this.#items.get(chatId);
    if (item && showsTheSame(item.record, record) && this.#isSignedToday(item)) {
      item.record = record;
      return item.json;
    }
    const picture = await toWirePicture(known, this.#urls, this.#now);
    const json = ownText(JSON.stringify({ chatId, picture }));
    const { secret } = this.#urls;
    // The expiry of a stale picture moves with the clock.
    if (known.stale || secret === undefined) return json;
    const { expiresAt } = picture.status === 'available' ? picture : { expiresAt: undefined };
    this.#items.set(chatId, { json, record, secret, expiresAt });
    return json;
  }

  /** By the secret that signs now, which is `undefined` when it has to be read again. */
  #isSignedToday({ secret, expiresAt }: Item): boolean {
    return secret === this.#urls.secret && (expiresAt === undefined || this.#urls.isOfToday(expiresAt));
  }

  clear(): void {
    this.#items.clear();
  }
}

const showsTheSame = (one: PictureRecord, other: PictureRecord) =>
  one === other || JSON.stringify(shownPicture(one)) === JSON.stringify(shownPicture(other));
