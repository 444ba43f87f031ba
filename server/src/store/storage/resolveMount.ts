import { randomUUID } from 'node:crypto';
import type { StorageAdapter, StorageDriver } from './StorageAdapter.js';

export interface ResolvedMount {
  /** The driver that stores the values of this storage. */
  driver: StorageDriver;
  /** What the driver sees before each key: empty, or ends in `:`. */
  prefix: string;
}

const probe: StorageDriver = { name: 'probe', hasItem: () => false, getItem: () => null, getKeys: () => [] };

/**
 * Resolves the driver under a storage, through `prefixStorage` too. A prefixed storage has no method that returns its
 * prefix, and its `getMount` ignores it. A driver that is mounted in it, however, is listed under its full name.
 *
 * Mounts and unmounts a probe. unstorage 1.17 leaks an entry for each mount while the storage is watched, so call this once
 * for each storage: see `driverTraits`.
 */
export function resolveMount(storage: StorageAdapter): ResolvedMount {
  const full = fullPrefix(storage);
  const { driver, base } = storage.getMount(full);
  return { driver, prefix: full.slice(base.length) };
}

/** No other call can see the probe: `mount` and `unmount` do their work before they return. */
function fullPrefix(storage: StorageAdapter): string {
  if (typeof storage.mount !== 'function' || typeof storage.unmount !== 'function') return '';
  const name = randomUUID();
  storage.mount(name, probe);
  const point = storage.getMounts('').find(({ base }) => base.endsWith(`${name}:`));
  void storage.unmount(name, false);
  return point?.base.slice(0, -`${name}:`.length) ?? '';
}
