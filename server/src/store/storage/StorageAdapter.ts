/**
 * The storage of the pictures: any [unstorage](https://unstorage.unjs.io) `Storage`, such as
 * `createStorage({ driver: fsDriver({ base: './chat-pictures' }) })`, or the result of `openStore`.
 *
 * A structural type, so that these declarations import no types of unstorage. `options` are for the driver.
 */
export interface StorageAdapter {
  hasItem(key: string, options?: object): Promise<boolean>;
  getItem(key: string, options?: object): Promise<unknown>;
  setItem(key: string, value: string, options?: object): Promise<void>;
  getItemRaw(key: string, options?: object): Promise<unknown>;
  setItemRaw(key: string, value: Uint8Array, options?: object): Promise<void>;
  removeItem(key: string, options?: object): Promise<void>;
  getKeys(base?: string, options?: object): Promise<string[]>;
  getMount(key?: string): StorageMount;
  getMounts(base?: string): StorageMount[];
  mount(base: string, driver: StorageDriver): unknown;
  unmount(base: string, dispose?: boolean): Promise<void>;
  /** Closes connections and files. */
  dispose(): Promise<void>;
}

/** The driver of a part of the keys. */
export interface StorageMount {
  /** The prefix of the keys of this mount: empty, or ends in `:`. */
  base: string;
  driver: StorageDriver;
}

/** The driver of a mount. Its name and options determine its guarantees: atomic writes, a shared lease. */
export interface StorageDriver {
  name?: string;
  options?: unknown;
  getInstance?: () => unknown;
  hasItem(key: string, options: object): unknown;
  getItem(key: string, options?: object): unknown;
  getKeys(base: string, options: object): unknown;
}
