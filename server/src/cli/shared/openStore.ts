import type { OpenedStorage } from '../../store/storage/open/openStorage.js';
import { CliError } from './CliError.js';

export const STORE_OPTION = [
  '--store <place>',
  'place of the pictures: a folder, s3://bucket/prefix, gs://bucket/prefix or redis://host/db?prefix=keys',
  './chat-pictures',
] as const;

/** Opens the store of `--store`. With `check`, it must be writable. @throws {CliError} */
export async function openStore(location: string, { check = true } = {}): Promise<OpenedStorage> {
  const { openStorage } = await import('../../store/storage/open/openStorage.js');
  return mapStoreErrors(async () => {
    const opened = await openStorage(location);
    if (!check) return opened;
    try {
      await opened.check();
    } catch (thrown) {
      await opened.close().catch(() => undefined);
      throw thrown;
    }
    return opened;
  });
}

/** Runs `work` and turns a `StoreError` into a `CliError`. @throws {CliError} */
export async function mapStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  const { StoreError } = await import('../../store/storage/StoreError.js');
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof StoreError) throw new CliError(`--store: ${thrown.message}`);
    throw thrown;
  }
}
