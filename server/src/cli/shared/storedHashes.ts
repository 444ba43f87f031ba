import { isObject } from '../../lib/isObject.js';
import { isHash } from '../../store/layout.js';

/** The hashes of all pictures that a stored record names, also those of other sources and former ones. */
export function storedHashes(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) collect(entry, found);
  if (!isObject(value)) return;
  for (const [key, entry] of Object.entries(value)) {
    if (key === 'hash' && isHash(entry)) found.add(entry);
    else collect(entry, found);
  }
}
