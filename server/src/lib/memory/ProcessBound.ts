/** The part of a cache that is used here; `LRUCache` has it. */
interface BoundedCache {
  /** The sum of the sizes of all entries. */
  readonly calculatedSize: number;
  readonly size: number;
  /** Removes the least recently used entry. */
  pop(): unknown;
}

/**
 * A bound for all caches of one kind in the process. A gateway has caches of its own, so that it can clear them and never serves the entry
 * of another; without a common bound, forty gateways could hold forty times the memory. The largest cache gives way first. It holds no
 * cache alive.
 */
export class ProcessBound {
  readonly #max: number;
  readonly #caches = new Set<WeakRef<BoundedCache>>();

  /** `max` is in the unit of the caches: the sizes of their entries, or their number if they have no sizes. */
  constructor(max: number) {
    this.#max = max;
  }

  add<Cache extends BoundedCache>(cache: Cache): Cache {
    this.#caches.add(new WeakRef(cache));
    return cache;
  }

  /** Call it after an entry was added to a cache. */
  trim(): void {
    for (;;) {
      let total = 0;
      let largest: BoundedCache | undefined;
      for (const reference of this.#caches) {
        const cache = reference.deref();
        if (cache === undefined) this.#caches.delete(reference);
        else {
          total += sizeOf(cache);
          if (largest === undefined || sizeOf(cache) > sizeOf(largest)) largest = cache;
        }
      }
      if (total <= this.#max || largest === undefined || largest.size === 0) return;
      largest.pop();
    }
  }
}

const sizeOf = ({ calculatedSize, size }: BoundedCache) => calculatedSize || size;
