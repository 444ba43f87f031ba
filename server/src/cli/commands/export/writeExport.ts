import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ChatId } from 'chat-avatar/wawp';
import { replaceFile } from '../../../lib/replaceFile.js';
import { systemCode } from '../../../lib/systemCode.js';
import { EarlierVersions } from '../../../store/erase/EarlierVersions.js';
import { indexedHashes } from '../../../store/erase/Owners.js';
import { chatKey, draftKey, imageKey, SIZES } from '../../../store/layout.js';
import { hashOf } from '../../../store/nextRecord.js';
import { hasRecords, readStoredChat } from '../../../store/StoredChat.js';
import type { StorageAdapter } from '../../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../../store/storage/StorageClient.js';
import { CliError } from '../../shared/CliError.js';
import { storedHashes } from '../../shared/storedHashes.js';
import { UNREADABLE, UnreadableValues } from '../../shared/UnreadableValues.js';

interface ExportTarget {
  storage: StorageAdapter;
  /** The place of the store without credentials. */
  place: string;
  chatId: ChatId;
  folder: string;
}

export interface Exported {
  /** The written files. */
  paths: string[];
  /** Number of pictures that cannot be read. */
  lost: number;
  /** Whether the record is damaged. It is in the file as it is. */
  isDamaged: boolean;
  /** Number of values that a bucket with versioning keeps beside those of now. */
  earlierVersions: number | 'unknown';
}

const TIMEOUT_MS = 10_000;

/**
 * Writes the record of a chat and its pictures to a folder. Resolves to `undefined` if nothing is stored about the chat.
 *
 * @throws {StoreError}; {CliError} if a file cannot be written.
 */
export async function writeExport({
  storage,
  place,
  chatId,
  folder,
}: ExportTarget): Promise<Exported | undefined> {
  const client = new StorageClient(storage, TIMEOUT_MS);
  const history = new EarlierVersions(storage, TIMEOUT_MS);
  const record = (await client.readJson(chatKey(chatId))) ?? (await client.readJson(draftKey(chatId)));
  const chat = record === undefined ? undefined : readStoredChat(record);
  // A record that this program cannot read does not name its pictures, nor does a tombstone.
  const isListed = typeof chat === 'object' && hasRecords(chat);
  const indexed = isListed ? [] : await indexedHashes(client, chatId);
  if (record === undefined && indexed.length === 0) return undefined;
  const values = new UnreadableValues();
  const paths: string[] = [];
  const pictures = [];
  let lost = 0;
  for (const hash of new Set([...storedHashes(record), ...indexed])) {
    const bytes = await values.read(client.readBytes(imageKey(hash)));
    const resizedCopies = (await client.keys(`${SIZES}:${hash}`)).length;
    if (bytes === UNREADABLE || bytes === undefined || hashOf(bytes) !== hash) {
      lost += 1;
      pictures.push({ sha256: hash, file: null, resizedCopies });
      continue;
    }
    const number = paths.length === 0 ? '' : `-${paths.length + 1}`;
    const file = `${chatId}${number}.${await extensionOf(bytes)}`;
    paths.push(await write(folder, file, bytes));
    pictures.push({ sha256: hash, file, bytes: bytes.byteLength, resizedCopies });
  }
  const hashes = pictures.map(({ sha256 }) => sha256);
  const earlierVersions = await history.count([chatKey(chatId), ...hashes.map(imageKey)]);
  const exportedAt = new Date().toISOString();
  const exported = { chatId, exportedAt, store: place, pictures, record: record ?? null, earlierVersions };
  paths.unshift(await write(folder, `${chatId}.json`, `${JSON.stringify(exported, null, 2)}\n`));
  return { paths, lost, isDamaged: chat === 'damaged', earlierVersions };
}

async function extensionOf(bytes: Uint8Array): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type');
  return (await fileTypeFromBuffer(bytes).catch(() => undefined))?.ext ?? 'bin';
}

/** Readable by this user only, because the files are personal data. */
async function write(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(resolve(folder), name);
  try {
    await mkdir(resolve(folder), { recursive: true, mode: 0o700 });
    await replaceFile(path, content, 0o600);
    return path;
  } catch (thrown) {
    throw new CliError(
      `The file ${path} cannot be written${systemCode(thrown)}. Choose another folder with --output.`,
    );
  }
}
