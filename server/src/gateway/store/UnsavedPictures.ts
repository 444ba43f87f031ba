import { type ChatId, ChatPictureError } from 'chat-avatar/wawp';
import { WeakList } from '../../lib/memory/WeakList.js';
import type { Moment } from '../../store/erase/ForgottenChats.js';
import type { PictureRecord } from '../../store/PictureRecord.js';

/** Some 600 pictures of WhatsApp's 640 px, in bytes. Besides them a gateway has other caches, and the answers in progress. */
const MAX_BYTES = 64 * 1024 * 1024;

const MAX_CHATS = 10_000;

/** After this time browsers have loaded the image, so that its place may be taken. In ms. */
const MIN_HOLD_MS = 10 * 60 * 1000;

/** All of them in the process, because each gateway of it may have a store that is down. */
const all = new WeakList<UnsavedPictures>();

export interface UnsavedPicture {
  record: PictureRecord;
  bytes: Uint8Array | undefined;
  /** When the work on the record has begun. */
  begun: Moment | undefined;
  /** Whether a person asked for it. */
  isRefresh?: boolean | undefined;
  /** The last attempt to write it, in ms of `performance.now()`. */
  since: number;
}

/** The store is down, and memory has no place for another picture. */
class UnsavedPictureError extends ChatPictureError {
  constructor() {
    super(
      'server-error',
      'The picture store is down, and the memory for pictures that wait for it is full. Try again in a moment.',
      { retryable: true },
    );
  }
}

/**
 * Write-back buffer: the pictures that the store could not take, with their bytes, until it takes them. A picture whose bytes have no
 * place is refused instead, so that no URL is given out for bytes that are gone a moment later. The bytes of all gateways of the process
 * have one bound.
 */
export class UnsavedPictures {
  readonly #pictures = new Map<ChatId, UnsavedPicture>();
  #bytes = 0;

  constructor() {
    all.add(this);
  }

  get count(): number {
    return this.#pictures.size;
  }

  get(chatId: ChatId): UnsavedPicture | undefined {
    return this.#pictures.get(chatId);
  }

  chatIds(): ChatId[] {
    return [...this.#pictures.keys()];
  }

  /** The bytes of a picture that one of the records points at. */
  imageOf(hash: string): Uint8Array | undefined {
    for (const { record, bytes } of this.#pictures.values()) if (record.image?.hash === hash) return bytes;
    return undefined;
  }

  /** @throws {ChatPictureError} `server-error`, when there is no place for it. */
  hold(chatId: ChatId, picture: Omit<UnsavedPicture, 'since'>): void {
    this.drop(chatId);
    const length = picture.bytes?.byteLength ?? 0;
    const now = performance.now();
    for (const [oldest, { since }] of this.#pictures) {
      if (this.#fits(length) || now - since < MIN_HOLD_MS) break;
      this.drop(oldest);
    }
    if (!this.#fits(length)) throw new UnsavedPictureError();
    this.#bytes += length;
    this.#pictures.set(chatId, { ...picture, since: now });
  }

  /** A picture that still waits comes last, after a further attempt to write it. */
  postpone(chatId: ChatId): void {
    const picture = this.#pictures.get(chatId);
    if (picture === undefined) return;
    this.#pictures.delete(chatId);
    this.#pictures.set(chatId, { ...picture, since: performance.now() });
  }

  drop(chatId: ChatId): void {
    this.#bytes -= this.#pictures.get(chatId)?.bytes?.byteLength ?? 0;
    this.#pictures.delete(chatId);
  }

  #fits(length: number): boolean {
    let bytes = length;
    for (const pictures of all) bytes += pictures.#bytes;
    return bytes <= MAX_BYTES && this.#pictures.size < MAX_CHATS;
  }
}
