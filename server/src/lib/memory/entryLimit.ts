/**
 * Options of `LRUCache` for at most `max` entries. Its own option `max` allocates the places of all entries at once: 220 kB and a
 * millisecond for 10,000 of them. With `maxSize`, a cache grows as it fills.
 */
export const entryLimit = (max: number) => ({ maxSize: max, sizeCalculation: () => 1 });
