import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lease, Release } from './Lease.js';
import { type Held, processLease } from './processLease.js';
import { isGone, processMark } from './processMark.js';
import { withDeadline } from './withDeadline.js';

/** Claims live here, where no key leads. */
const LEASES_FOLDER = '.leases';

/** How often claims are looked for that have ended without anybody having given them back. In ms. */
const SWEEP_EVERY = 10 * 60 * 1000;

/** Between the looks of somebody who claimed in the same instant as somebody else, in ms. */
const LOOK_AGAIN = 5;
const LOOKS = 4;

export interface FolderLeaseOptions {
  base: string;
  timeoutMs: number;
  /** Who holds what in this process. */
  held: Held;
}

/**
 * A lease among all processes that use a folder. A claim is an empty file of its own, whose name says when it ends and
 * whose it is; who sees no other claim after having made one has the lease. Of two that claim at once the later to look
 * always sees the other, and a claim that is over can be removed by anybody: nothing is ever taken over, so nothing can be
 * taken twice. (proper-lockfile takes over what it found to be old, which somebody else may just have made new; and its
 * locks do not end at a time.)
 */
export function folderLease({ base, timeoutMs, held }: FolderLeaseOptions): Lease {
  const root = join(resolve(base), LEASES_FOLDER);
  // At most one of each process claims, so that those within it need not look around in the folder.
  const own = processLease(held);
  return {
    scope: 'storage',
    async acquire(key, ttlMs, { outlivesProcess = false } = {}) {
      const leave = await own.acquire(key, ttlMs);
      if (leave === undefined) return undefined;
      sweepNowAndThen(root);
      try {
        const release = await withDeadline(timeoutMs, () =>
          claim(folderOf(root, key), ttlMs, outlivesProcess ? '' : processMark()),
        );
        if (release === undefined) await leave();
        return release && (() => withDeadline(timeoutMs, release).finally(leave));
      } catch (error) {
        await leave();
        throw error;
      }
    },
    async remaining(key) {
      const standing = await withDeadline(timeoutMs, () => standingClaims(folderOf(root, key)));
      return Math.max(0, ...standing.map((name) => Number.parseInt(name, 10) - Date.now()));
    },
  };
}

/** Any key is a name then, on every file system, and tells nobody's number. */
function folderOf(root: string, key: string): string {
  return join(root, createHash('sha256').update(key).digest('hex'));
}

async function claim(folder: string, ttlMs: number, owner: string): Promise<Release | undefined> {
  if ((await standingClaims(folder)).length > 0) return undefined;
  const name = `${Math.ceil(Date.now() + ttlMs)}_${owner}_${randomUUID()}`;
  const release = () => remove(join(folder, name));
  await create(join(folder, name));
  try {
    for (let look = 1; look <= LOOKS; look += 1) {
      const standing = await standingClaims(folder);
      // A machine that slept past the end of its claim has none any more.
      if (!standing.includes(name)) break;
      if (standing.length === 1) return release;
      // Of those who came at once one stays, to see whether the others go.
      if (standing.some((other) => other < name)) break;
      await delay(LOOK_AGAIN);
    }
  } catch (error) {
    await release().catch(() => undefined);
    throw error;
  }
  await release();
  return undefined;
}

/** The claims that are not over; those that are get removed. */
async function standingClaims(folder: string): Promise<string[]> {
  const now = Date.now();
  const standing: string[] = [];
  for (const name of await namesIn(folder)) {
    const [endsAt = '', owner = ''] = name.split('_');
    if (!/^\d+$/.test(endsAt)) continue;
    if (Number(endsAt) > now && !isGone(owner)) standing.push(name);
    else await rm(join(folder, name), { force: true });
  }
  return standing;
}

async function create(path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return await (await open(path, 'wx', 0o600)).close();
    } catch (error) {
      // Somebody may remove the folder as empty between its making and the file in it.
      if (!isMissing(error) || attempt === 10) throw error;
    }
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true });
  // Fails when it is not empty, which is as well.
  await rmdir(dirname(path)).catch(() => undefined);
}

const sweptAt = new Map<string, number>();

/** Whoever died with a lease, and whoever never meant to give it back, leave a claim behind. */
function sweepNowAndThen(root: string): void {
  const now = performance.now();
  if (now - (sweptAt.get(root) ?? Number.NEGATIVE_INFINITY) < SWEEP_EVERY) return;
  sweptAt.set(root, now);
  const sweep = async () => {
    for (const name of await namesIn(root)) {
      const folder = join(root, name);
      if ((await standingClaims(folder)).length === 0) await rmdir(folder).catch(() => undefined);
    }
  };
  // What cannot be removed today is in nobody's way.
  sweep().catch(() => undefined);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
