interface Place<Item> {
  item: Item;
  before: Place<Item> | undefined;
  after: Place<Item> | undefined;
}

/**
 * A queue that items can leave from any place, in constant time. As a linked list whose places lose their links: V8 keeps the tables that
 * a `Set` has outgrown, and all items that were in them, until it collects the old generation. In a run over 100,000 chats, the heap rose
 * from 50 to 148 MB in between.
 */
export class WaitingLine<Item> {
  #first: Place<Item> | undefined;
  #last: Place<Item> | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Returns a function that removes the item. Without effect after `take` has returned it. */
  add(item: Item): () => void {
    const place: Place<Item> = { item, before: this.#last, after: undefined };
    if (this.#last) this.#last.after = place;
    else this.#first = place;
    this.#last = place;
    this.#length += 1;
    return () => this.#remove(place);
  }

  /** Removes the item that waits longest, and returns it. */
  take(): Item | undefined {
    const first = this.#first;
    if (first) this.#remove(first);
    return first?.item;
  }

  #remove(place: Place<Item>): void {
    const { before, after } = place;
    if (before === undefined && this.#first !== place) return;
    if (before) before.after = after;
    else this.#first = after;
    if (after) after.before = before;
    else this.#last = before;
    place.before = undefined;
    place.after = undefined;
    this.#length -= 1;
  }
}
