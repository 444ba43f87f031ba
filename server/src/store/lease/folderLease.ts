import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isMissingFile } from '../../lib/isMissingFile.js';
import { withFileCall } from '../storage/drivers/fileCalls.js';
import { FILE_MODE, FOLDER_MODE } from '../storage/drivers/fileModes.js';
import { makeFolder } from '../storage/drivers/makeFolder.js';
import { type TimeLimit, withStoreTimeout } from '../storage/withStoreTimeout.js';
import { Claim } from './Claim.js';
import { givingUpLate } from './givingUpLate.js';
import type { Lease, Release } from './Lease.js';
import { processId } from './processId.js';
import { type HeldLeases, processLease } from './processLease.js';

/** Folder of the claims. No storage key leads into it. */
const LEASES_FOLDER = '.leases';

/** Interval between searches for expired claims, in ms. */
const SWEEP_INTERVAL = 10 * 60 * 1000;

/** After a simultaneous claim: how often the folder is listed, and the time between, in ms. */
const LOOKS = 4;
const LOOK_INTERVAL = 5;

export interface FolderLeaseOptions {
  base: string;
  timeoutMs: number;
  /** The leases of this process. */
  held: HeldLeases;
}

/**
 * File-based mutual exclusion for all processes that use a folder. To acquire: create an empty file named
 * `<expiry>_<process>_<uuid>…` (`Claim`), then list the folder. If it is the only live claim, the lease is held; otherwise the claim
 * with the earliest expiry wins and the others withdraw. Of two simultaneous claims, the later listing always contains both.
 * Expired claims may be deleted by any process. A lock is never taken over, so two holders are impossible.
 * (proper-lockfile takes over a lock that it judged stale, which its holder may just have renewed; and its locks have no
 * expiry.)
 */
export function folderLease({ base, timeoutMs, held }: FolderLeaseOptions): Lease {
  const root = join(resolve(base), LEASES_FOLDER);
  // At most one caller of each process claims, so that the others need not list the folder.
  const own = processLease(held);
  const call = <T>(work: () => Promise<T>) =>
    withStoreTimeout(timeoutMs, (limit) => withFileCall(limit, work));
  return {
    scope: 'storage',
    async acquire(key, ttlMs, { outlivesProcess = false } = {}) {
      const releaseOwn = await own.acquire(key, ttlMs);
      if (releaseOwn === undefined) return undefined;
      sweepSometimes(root, timeoutMs);
      try {
        const release = await givingUpLate(call, () =>
          claim(claimsFolder(root, key), ttlMs, outlivesProcess ? '' : processId()),
        );
        if (release === undefined) await releaseOwn();
        return release && (() => call(release).finally(releaseOwn));
      } catch (error) {
        await releaseOwn();
        throw error;
      }
    },
    async remaining(key) {
      const live = await call(() => liveClaims(claimsFolder(root, key)));
      return Math.max(0, ...live.map((claim) => claim.remaining()));
    },
  };
}

/** Rejects if this user may not create claims in the folder. Creates nothing. */
export async function checkClaims(base: string, limit: TimeLimit): Promise<void> {
  const { R_OK, W_OK, X_OK } = constants;
  try {
    await withFileCall(limit, () => access(join(resolve(base), LEASES_FOLDER), R_OK | W_OK | X_OK));
  } catch (error) {
    // The first claim creates it.
    if (!isMissingFile(error)) throw error;
  }
}

/** The hash makes any key a valid file name, and hides the phone number in it. */
function claimsFolder(root: string, key: string): string {
  return join(root, createHash('sha256').update(key).digest('hex'));
}

async function claim(folder: string, ttlMs: number, owner: string): Promise<Release | undefined> {
  // A folder that did not exist has no claims. Most chats have none, and save one of two listings.
  const isNew = await makeFolder(folder, FOLDER_MODE);
  if (!isNew && (await liveClaims(folder)).length > 0) return undefined;
  const name = Claim.create(ttlMs, owner);
  const release = () => remove(join(folder, name));
  await create(join(folder, name));
  try {
    for (let look = 1; look <= LOOKS; look += 1) {
      const live = await liveClaims(folder);
      // The machine was suspended until after the expiry.
      if (!live.some((claim) => claim.name === name)) break;
      if (live.length === 1) return release;
      // Of simultaneous claims, the first by name waits until the others have withdrawn.
      if (live.some((claim) => claim.name < name)) break;
      await delay(LOOK_INTERVAL);
    }
  } catch (error) {
    await release().catch(() => undefined);
    throw error;
  }
  await release();
  return undefined;
}

/** The claims that have not expired. Deletes the others, except those of other users that this one may not delete. */
async function liveClaims(folder: string): Promise<Claim[]> {
  const live: Claim[] = [];
  for (const name of await fileNames(folder)) {
    const claim = Claim.parse(name);
    if (claim === undefined) continue;
    if (claim.remaining() > 0) live.push(claim);
    else await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
  return live;
}

async function create(path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (await open(path, 'wx', FILE_MODE)).close();
    } catch (error) {
      // Another process may delete the empty folder between `mkdir` and `open`.
      if (!isMissingFile(error) || attempt === 10) throw error;
      await makeFolder(dirname(path), FOLDER_MODE);
    }
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true });
  // Fails if the folder has other claims, which is fine.
  await rmdir(dirname(path)).catch(() => undefined);
}

const sweptAt = new Map<string, number>();

/** Deletes expired claims of all keys: of processes that crashed, and of leases that are never released. */
function sweepSometimes(root: string, timeoutMs: number): void {
  const now = performance.now();
  if (now - (sweptAt.get(root) ?? Number.NEGATIVE_INFINITY) < SWEEP_INTERVAL) return;
  sweptAt.set(root, now);
  const limit = { timeoutMs };
  const sweepFolder = async (folder: string) => {
    if ((await liveClaims(folder)).length === 0) await rmdir(folder);
  };
  const sweep = async () => {
    for (const name of await withFileCall(limit, () => fileNames(root))) {
      // The folder of another user, which this one may not list or delete, does not keep it from the others.
      await withFileCall(limit, () => sweepFolder(join(root, name))).catch(() => undefined);
    }
  };
  sweep().catch(() => undefined);
}

async function fileNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}
