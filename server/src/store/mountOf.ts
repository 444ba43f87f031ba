import { randomUUID } from 'node:crypto';
import type { StorageAdapter, StorageDriver } from './StorageAdapter.js';

export interface Mount {
  /** Where the values of this storage end up. */
  driver: StorageDriver;
  /** What the driver sees before each key: empty, or ends in `:`. */
  prefix: string;
}

const probe: StorageDriver = { name: 'probe', hasItem: () => false, getItem: () => null, getKeys: () => [] };

/**
 * The driver under a storage, through `prefixStorage` too. Such a storage does not say what it puts before its keys, nor
 * does its `getMount` heed it; but what is mounted in it is then seen at its full name from outside.
 */
export function mountOf(storage: StorageAdapter): Mount {
  const full = fullNameOf(storage);
  const { driver, base } = storage.getMount(full);
  return { driver, prefix: full.slice(base.length) };
}

/** Nothing can come in between: both calls have done their work before they return. */
function fullNameOf(storage: StorageAdapter): string {
  if (typeof storage.mount !== 'function' || typeof storage.unmount !== 'function') return '';
  const name = randomUUID();
  storage.mount(name, probe);
  const point = storage.getMounts('').find(({ base }) => base.endsWith(`${name}:`));
  void storage.unmount(name, false);
  return point?.base.slice(0, -`${name}:`.length) ?? '';
}
