import { createStorage, type Storage } from 'unstorage';
import lruCacheDriver from 'unstorage/drivers/lru-cache';
import { bulkReadsOfDriver, withBulkReads } from '../store/storage/bulkReads.js';

/** Some 5,000 pictures, in bytes. */
const MEMORY = 256 * 1024 * 1024;

/** The size of an entry besides its key and its value, about, in bytes. Bounds the number of small records. */
const ENTRY_BYTES = 300;

interface Memory {
  storage: WeakRef<Storage>;
  /** The copy of this module that made it. */
  madeBy: symbol;
}

const REGISTRY = Symbol.for('chat-avatar-server.memory');
const process_ = globalThis as { [REGISTRY]?: Map<string, Memory> };
const thisCopy = Symbol('copy');

/**
 * In-memory storage for gateways without the `storage` option, shared per key within the process. Next.js loads an application
 * module once for pages and again for routes, each with a copy of this module. Both gateways have to share pictures and the
 * secret that signs their URLs. Outside of Next.js, two gateways from one copy get a storage each.
 */
export function sharedMemory(key: string): Storage {
  process_[REGISTRY] ??= new Map();
  const known = process_[REGISTRY].get(key);
  const storage = known?.storage.deref();
  // Next.js sets NEXT_RUNTIME in its bundles.
  if (storage && (known?.madeBy !== thisCopy || process.env.NEXT_RUNTIME)) return storage;
  const driver = lruCacheDriver({
    // With a limit of entries, the cache allocates the places of all of them at once: 2.4 MB for 100,000.
    max: 0,
    maxSize: MEMORY,
    sizeCalculation: (value: string | Uint8Array, key: string) =>
      ENTRY_BYTES + key.length + Buffer.byteLength(value),
  });
  const created = withBulkReads(createStorage({ driver }), bulkReadsOfDriver(driver));
  process_[REGISTRY].set(key, { storage: new WeakRef(created), madeBy: thisCopy });
  return created;
}
