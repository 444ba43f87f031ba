import { imagesOf, type StoredChat } from '../StoredChat.js';

/** Reference count. The number of chats in a list that show each picture. */
export class ShownPictures {
  readonly #counts = new Map<string, number>();

  constructor(chats: Iterable<StoredChat | 'unreadable'>) {
    for (const chat of chats) this.#count(chat, 1);
  }

  /** The chat is no longer in the list. */
  remove(chat: StoredChat | 'unreadable'): void {
    this.#count(chat, -1);
  }

  /** Whether a chat of the list shows the picture, other than this one of it. */
  isShownBeside(chat: StoredChat | 'unreadable', hash: string): boolean {
    const own = chat !== 'unreadable' && imagesOf(chat).has(hash) ? 1 : 0;
    return (this.#counts.get(hash) ?? 0) > own;
  }

  #count(chat: StoredChat | 'unreadable', step: number): void {
    if (chat === 'unreadable') return;
    for (const hash of imagesOf(chat)) this.#counts.set(hash, (this.#counts.get(hash) ?? 0) + step);
  }
}
