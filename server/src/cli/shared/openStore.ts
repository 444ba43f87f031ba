import { InvalidArgumentError } from 'commander';
import { CHATS, IMAGES, settingKey } from '../../store/layout.js';
import type { OpenedStorage } from '../../store/storage/open/openStorage.js';
import { CliError } from './CliError.js';
import { cliSentence } from './cliSentence.js';
import { placeOfStore } from './placeOfStore.js';

/** Timeout of one call to the storage, in ms. */
const LIST_TIMEOUT_MS = 5_000;

export const STORE_OPTION = [
  '--store <place>',
  'place of the pictures: a folder, s3://bucket/prefix, gs://bucket/prefix, redis://host/db?prefix=keys, redis+sentinel://… or redis+cluster://…; CHAT_AVATAR_STORE without this option',
  './chat-pictures',
] as const;

export const NAMESPACE_OPTION = [
  '--namespace <name>',
  'name under which pictures are stored; only gateways and runs with the same name share them (default: the Wawp instance)',
  parseName,
] as const;

function parseName(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Use a name, such as team-a.');
}

/** Opens the store of `--store`. With `check`, it must be writable. @throws {CliError} */
export async function openStore(
  location: string,
  { check = true, option = placeOfStore() } = {},
): Promise<OpenedStorage> {
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
  }, option);
}

/** The folders of keys, smallest first: almost every store has a setting. */
const FOLDERS = ['settings', CHATS, IMAGES] as const;

/**
 * Opens a store that exists already, for commands that only read or erase: a typing mistake in `--store` must not look like an empty
 * store. @throws {CliError}
 */
export async function openExistingStore(location: string, option = placeOfStore()): Promise<OpenedStorage> {
  const opened = await openStore(location, { check: false, option });
  try {
    const [{ StorageClient }, { driverTraits }] = await Promise.all([
      import('../../store/storage/StorageClient.js'),
      import('../../store/storage/driverTraits.js'),
    ]);
    const client = new StorageClient(opened.storage, LIST_TIMEOUT_MS);
    // A list may take a minute, and one value tells sooner that the store does not answer.
    if (driverTraits(opened.storage).bucket === undefined)
      await mapStoreErrors(() => client.has(settingKey('ping')), option);
    for (const folder of FOLDERS) {
      if (await mapStoreErrors(() => client.hasBelow(folder), option)) return opened;
    }
    // In a bucket with versioning, what is left of an erasure is for forget to erase.
    const { EarlierVersions } = await import('../../store/erase/EarlierVersions.js');
    const left = await mapStoreErrors(
      () => new EarlierVersions(opened.storage, LIST_TIMEOUT_MS).count([CHATS]),
      option,
    );
    if (typeof left === 'number' && left > 0) return opened;
    throw new CliError(
      `${option}: there is no picture store in ${opened.describe()}. Check the spelling. serve and enrich create a store.`,
    );
  } catch (thrown) {
    await opened.close().catch(() => undefined);
    throw thrown;
  }
}

/** Runs `work` and turns a `StoreError` into a `CliError`. @throws {CliError} */
export async function mapStoreErrors<T>(work: () => Promise<T>, option = placeOfStore()): Promise<T> {
  const { StoreError } = await import('../../store/storage/StoreError.js');
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof StoreError) throw new CliError(`${option}: ${cliSentence(thrown.message)}`);
    throw thrown;
  }
}
