import { LRUCache } from 'lru-cache';
import { WeakList } from './WeakList.js';

/** The type of keys and values in `LRUCache`. */
type Some = NonNullable<unknown>;

type Sized = Pick<LRUCache<Some, Some>, 'calculatedSize' | 'size' | 'pop'>;

/**
 * A bound for all caches of one kind in the process. A gateway has caches of its own, so that it can clear them and never serves the entry
 * of another; without a common bound, forty gateways could hold forty times the memory. After an entry was added to one of them, the
 * largest gives way first. It holds no cache alive.
 */
export class ProcessBound {
  readonly #max: number;
  readonly #caches = new WeakList<Sized>();

  /** `max` is in the unit of the caches: the sizes of their entries, or their number if they have no sizes. */
  constructor(max: number) {
    this.#max = max;
  }

  createCache<Key extends Some, Value extends Some>(
    options: LRUCache.Options<Key, Value, unknown>,
  ): LRUCache<Key, Value> {
    const cache = new BoundedCache(options, () => this.#trim());
    this.#caches.add(cache);
    return cache;
  }

  #trim(): void {
    for (;;) {
      let total = 0;
      let largest: Sized | undefined;
      for (const cache of this.#caches) {
        total += sizeOf(cache);
        if (largest === undefined || sizeOf(cache) > sizeOf(largest)) largest = cache;
      }
      if (total <= this.#max || largest === undefined || largest.size === 0) return;
      largest.pop();
    }
  }
}

class BoundedCache<Key extends Some, Value extends Some> extends LRUCache<Key, Value> {
  readonly #onSet: () => void;

  constructor(options: LRUCache.Options<Key, Value, unknown>, onSet: () => void) {
    super(options);
    this.#onSet = onSet;
  }

  override set(...entry: Parameters<LRUCache<Key, Value>['set']>): this {
    super.set(...entry);
    this.#onSet();
    return this;
  }
}

const sizeOf = ({ calculatedSize, size }: Sized) => calculatedSize || size;
