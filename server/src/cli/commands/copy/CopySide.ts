import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../../store/storage/StorageClient.js';
import { mapStoreErrors } from '../../shared/openStore.js';
import { type UNREADABLE, UnreadableValues } from '../../shared/UnreadableValues.js';

const TIMEOUT_MS = 10_000;

/** One of the two stores of a copy. Each method rejects with a `CliError` that names the store. */
export class CopySide {
  readonly #client: StorageClient;
  readonly #name: string;
  readonly #values = new UnreadableValues();

  constructor(storage: StorageAdapter, name: string) {
    this.#client = new StorageClient(storage, TIMEOUT_MS);
    this.#name = name;
  }

  keys(base: string): Promise<string[]> {
    return this.#named(() => this.#client.keys(base));
  }

  has(key: string): Promise<boolean> {
    return this.#named(() => this.#client.has(key));
  }

  readJson(key: string): Promise<unknown | typeof UNREADABLE> {
    return this.#named(() => this.#values.read(this.#client.readJson(key)));
  }

  readBytes(key: string): Promise<Uint8Array | typeof UNREADABLE | undefined> {
    return this.#named(() => this.#values.read(this.#client.readBytes(key)));
  }

  writeJson(key: string, value: object): Promise<void> {
    return this.#named(() => this.#client.writeJson(key, value));
  }

  writeBytes(key: string, bytes: Uint8Array): Promise<void> {
    return this.#named(() => this.#client.writeBytes(key, bytes));
  }

  #named<T>(work: () => Promise<T>): Promise<T> {
    return mapStoreErrors(work, this.#name);
  }
}
