import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { defineDriver } from 'unstorage';

export interface FileDriverOptions {
  /** The folder. It is made when the first value is written. */
  base: string;
}

/** Half-written files live here, on the same disk as the rest, where no key leads. */
const DRAFTS_FOLDER = '.tmp';

/**
 * Faces, and the secret that signs their URLs, are nobody's business on a machine that others use too. A group of users
 * who share the folder may have them, if the umask says so.
 */
const FILE_MODE = 0o660;
const FOLDER_MODE = 0o770;

/** A file that has been half-written for so long belongs to a process that is no more. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * An unstorage driver for a folder whose writes are there as a whole or not at all, after a crash or a power cut too:
 * into a file aside, flushed, then renamed. unstorage's own `fs` driver writes in place, and answers a failed read with
 * the error as if it were the value.
 */
export const fileDriver = defineDriver(({ base }: FileDriverOptions) => {
  const root = resolve(base);
  const drafts = join(root, DRAFTS_FOLDER);
  const pathOf = (key: string) => join(root, ...key.split(':'));
  let tidied: Promise<void> | undefined;

  const write = async (key: string, value: string | Uint8Array) => {
    tidied ??= removeAbandoned(drafts);
    await tidied;
    const draft = join(drafts, randomUUID());
    await mkdir(drafts, { recursive: true, mode: FOLDER_MODE });
    try {
      await writeFlushed(draft, value);
      await moveInto(draft, pathOf(key));
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error;
    }
  };

  return {
    name: 'files',
    options: { base },
    hasItem: async (key) => (await orNothing(stat(pathOf(key))))?.isFile() ?? false,
    getItem: async (key) => (await orNothing(readFile(pathOf(key), 'utf8'))) ?? null,
    getItemRaw: async (key) => (await orNothing(readFile(pathOf(key)))) ?? null,
    setItem: write,
    setItemRaw: write,
    async removeItem(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      await removeEmptyFolders(dirname(path), root);
    },
    async getKeys(below) {
      const from = join(root, ...(below ?? '').split(':'));
      const entries = await orNothing(readdir(from, { recursive: true, withFileTypes: true }));
      return (entries ?? [])
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join(':'))
        .filter((key) => !key.startsWith('.'));
    },
  };
});

async function writeFlushed(path: string, value: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', FILE_MODE);
  try {
    await file.writeFile(value);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Somebody may remove the folder as empty between its making and the move into it. */
async function moveInto(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await mkdir(dirname(to), { recursive: true, mode: FOLDER_MODE });
    try {
      return await rename(from, to);
    } catch (error) {
      if (!isMissing(error) || attempt === 5) throw error;
    }
  }
}

/** An empty folder would still tell which picture was there. */
async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  try {
    for (let path = folder; path !== root; path = dirname(path)) await rmdir(path);
  } catch {
    // Not empty, or somebody else was faster.
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of (await readdir(folder).catch(() => undefined)) ?? []) {
    const path = join(folder, name);
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER_MS) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
