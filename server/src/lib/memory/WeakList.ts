/** Objects of one kind in the process. It holds none of them alive. */
export class WeakList<Item extends object> {
  readonly #references = new Set<WeakRef<Item>>();

  add(item: Item): void {
    this.#references.add(new WeakRef(item));
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const reference of this.#references) {
      const item = reference.deref();
      if (item === undefined) this.#references.delete(reference);
      else yield item;
    }
  }
}
