import { isObject } from '../../lib/isObject.js';
import { numberIn } from '../../lib/numberIn.js';
import { settingKey } from '../../store/layout.js';
import type { Lease, Release } from '../../store/lease/Lease.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../store/storage/StorageClient.js';
import {
  failureOf,
  hashOf,
  type RemainingFailure,
  type SharedFailure,
  type SharedFailures,
  type SharedFailuresOptions,
  TIMEOUT,
  writtenFailure,
} from './sharedFailures.js';

/** A pause that has begun later than this by the own clock is of a machine with a wrong one, and not shared. In ms. */
const MAX_AHEAD_MS = 60_000;

export interface StoredFailuresOptions extends SharedFailuresOptions {
  lease: Lease;
  /** In ms since the epoch. */
  now: () => number;
}

/**
 * Failures as settings of a store, for the pauses of a source: they are read after a refusal, not before each question. Values in a store
 * do not expire by themselves, so there is one for each source and none for a chat.
 */
export function storedFailures(
  storage: StorageAdapter,
  { namespace, isDown, lease, now }: StoredFailuresOptions,
): SharedFailures {
  const client = new StorageClient(storage, TIMEOUT);
  const claims = new Map<string, Release>();
  const nameOf = (key: string) => `pause-${hashOf(namespace, key).slice(0, 32)}`;
  const call = async <T>(work: () => Promise<T>): Promise<T | undefined> =>
    isDown() ? undefined : work().catch(() => undefined);
  return {
    async get(key) {
      return remainingFailure(await call(() => client.readJson(settingKey(nameOf(key)))), now());
    },
    async set(key, failure, ms) {
      await call(() => client.writeJson(settingKey(nameOf(key)), storedFailure(failure, now(), ms)));
    },
    async delete(key) {
      const release = claims.get(key);
      claims.delete(key);
      await call(release ?? (() => client.remove(settingKey(nameOf(key)))));
    },
    async claim(key, ms) {
      const release = await lease.acquire(nameOf(key), ms).catch(() => async () => undefined);
      if (release === undefined) return false;
      claims.set(key, release);
      return true;
    },
  };
}

/** A failure as a store holds it, where values do not expire by themselves. */
export function storedFailure(failure: SharedFailure, at: number, ms: number) {
  return { ...writtenFailure(failure), at, ms };
}

export type StoredFailure = ReturnType<typeof storedFailure>;

/** `undefined`: its time is over, or another program has written the value. `now`: in ms since the epoch. */
export function remainingFailure(value: unknown, now: number): RemainingFailure | undefined {
  const failure = failureOf(value);
  if (failure === undefined || !isObject(value)) return undefined;
  const ageMs = now - numberIn(value.at);
  const remainingMs = numberIn(value.ms) - Math.max(0, ageMs);
  const isShared = ageMs > -MAX_AHEAD_MS && remainingMs > 0;
  return isShared ? { ...failure, remainingMs } : undefined;
}
