import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { defineDriver } from 'unstorage';
import { isMissingFile } from '../../../lib/isMissingFile.js';
import { isProcessAlive, isProcessDead, processId } from '../../lease/processId.js';
import type { TimeLimit } from '../withStoreTimeout.js';
import { withFileCall } from './fileCalls.js';
import { FILE_MODE, FOLDER_MODE } from './fileModes.js';
import { makeFolder } from './makeFolder.js';

export interface FileDriverOptions {
  /** The folder. It is created when the first value is written. */
  base: string;
}

/** Folder of unfinished writes, on the same disk as the rest. No storage key leads into it. */
const DRAFTS_FOLDER = '.tmp';

/** Unfinished writes of other machines that are older than this are abandoned, in ms. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Atomic writes: an unstorage driver for a folder. A value is stored entirely or not at all, after a crash or a power cut too:
 * it is written to a temporary file, flushed, then renamed. unstorage's own `fs` driver writes in place, and returns the
 * error of a failed read as if it were the value.
 */
export const fileDriver = defineDriver(({ base }: FileDriverOptions) => {
  const root = resolve(base);
  const drafts = join(root, DRAFTS_FOLDER);
  const pathOf = (key: string) => join(root, ...key.split(':'));
  let tidied: Promise<void> | undefined;

  const write = async (key: string, value: string | Uint8Array) => {
    tidied ??= removeAbandoned(drafts);
    await tidied;
    const draft = join(drafts, `${processId()}_${randomUUID()}`);
    const path = pathOf(key);
    try {
      await inFolder(drafts, () => writeFlushed(draft, value));
      await inFolder(dirname(path), () => rename(draft, path));
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  };

  return {
    name: 'files',
    options: { base },
    hasItem: (key, options) =>
      withFileCall(limitOf(options), async () => (await unlessMissing(stat(pathOf(key))))?.isFile() ?? false),
    getItem: async (key, options) =>
      (await withFileCall(limitOf(options), () => read(pathOf(key))))?.toString('utf8') ?? null,
    getItemRaw: async (key, options) =>
      (await withFileCall(limitOf(options), () => read(pathOf(key)))) ?? null,
    setItem: (key, value, options) => withFileCall(limitOf(options), () => write(key, value)),
    setItemRaw: (key, value, options) => withFileCall(limitOf(options), () => write(key, value)),
    removeItem: (key, options) =>
      withFileCall(limitOf(options), async () => {
        const path = pathOf(key);
        await rm(path, { force: true });
        await removeEmptyFolders(dirname(path), root);
      }),
    // A call for each folder, so that the list of a large store keeps no other call waiting.
    async getKeys(below, options) {
      const keys: string[] = [];
      const folders = [below ?? ''];
      for (let at = 0; at < folders.length; at += 1) {
        const folder = folders[at] ?? '';
        const entries = await withFileCall(limitOf(options), () =>
          unlessMissing(readdir(pathOf(folder), { withFileTypes: true })),
        );
        for (const entry of entries ?? []) {
          const key = folder === '' ? entry.name : `${folder}:${entry.name}`;
          if (key.startsWith('.')) continue;
          if (entry.isDirectory()) folders.push(key);
          else if (entry.isFile()) keys.push(key);
        }
      }
      return keys;
    },
  };
});

/** Of a caller without an option `limit`, in ms. */
const DEFAULT_LIMIT: TimeLimit = { timeoutMs: 5_000 };

/** See the trait `queues`. */
function limitOf(options: object | undefined): TimeLimit {
  return (options as { limit?: TimeLimit } | undefined)?.limit ?? DEFAULT_LIMIT;
}

/**
 * The content of a regular file. Anything else, such as a pipe or a folder, is a damaged value: it is empty. `O_NONBLOCK`, because opening
 * a pipe would wait for its writer, and hold a thread of libuv's pool meanwhile.
 */
async function read(path: string): Promise<Buffer | undefined> {
  const file = await unlessMissing(open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  if (file === undefined) return undefined;
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return Buffer.alloc(0);
    // Not `readFile`, which asks for the size once more. The file never changes: a write replaces it.
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.byteLength; length += read) {
      ({ bytesRead: read } = await file.read(bytes, length, bytes.byteLength - length, length));
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

async function writeFlushed(path: string, value: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    await file.writeFile(value);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * Creates a missing folder and tries again: almost always it exists, and `mkdir` costs as much as the rename. Another process may
 * delete the empty folder between `mkdir` and the next attempt.
 */
async function inFolder(folder: string, work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isMissingFile(error) || attempt === 5) throw error;
      await makeFolder(folder, FOLDER_MODE);
    }
  }
}

/** The name of an empty folder would still reveal which picture was stored in it. */
async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  try {
    for (let path = folder; path !== root; path = dirname(path)) await rmdir(path);
  } catch {
    // Not empty, or already deleted by another process.
  }
}

/** Deletes the unfinished writes of processes that have ended. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of (await readdir(folder).catch(() => undefined)) ?? []) {
    const path = join(folder, name);
    const [owner = ''] = name.split('_');
    if (await isAbandoned(path, owner)) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** On this machine the process decides, because a step of the clock makes the file of a running process look old. */
async function isAbandoned(path: string, owner: string): Promise<boolean> {
  if (isProcessDead(owner)) return true;
  if (isProcessAlive(owner)) return false;
  const { mtimeMs = Date.now() } = (await stat(path).catch(() => undefined)) ?? {};
  return Date.now() - mtimeMs > ABANDONED_AFTER_MS;
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}
