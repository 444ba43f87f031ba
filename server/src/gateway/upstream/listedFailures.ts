import { Batch } from '../../lib/async/Batch.js';
import { SingleFlight } from '../../lib/async/SingleFlight.js';
import { isObject } from '../../lib/isObject.js';
import { settingKey } from '../../store/layout.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { StorageClient } from '../../store/storage/StorageClient.js';
import { hashOf, type SharedFailureMap, type SharedFailuresOptions, TIMEOUT } from './sharedFailures.js';
import { remainingFailure, type StoredFailure, storedFailure } from './storedFailures.js';

/** The list is read, and written, once in this time at most. In ms. */
const INTERVAL_MS = 1_000;

/** Bounds the size of the value: some 100 kB. The failures with the longest pauses stay. */
const MAX_FAILURES = 500;

const MAX_MESSAGE = 300;

/** Hexadecimal digits of a key. So few that several phone numbers have the same, and that it names none of them once a chat is forgotten. */
const KEY_DIGITS = 8;

export interface ListedFailuresOptions extends SharedFailuresOptions {
  /** In ms since the epoch. */
  now: () => number;
  /** Monotonic, in ms. */
  clock: () => number;
}

/**
 * Failures of chats and images as one value of a store, so that the number of its calls does not grow with that of the chats: one read a
 * second before questions to the source, and after failures one read and one write a second. Of two gateways that write at the same time,
 * one may lose its failures: the other asks once more.
 */
export function listedFailures(
  storage: StorageAdapter,
  { namespace, isDown, now, clock }: ListedFailuresOptions,
): SharedFailureMap {
  const client = new StorageClient(storage, TIMEOUT);
  const setting = settingKey(`failures-${hashOf(namespace, '').slice(0, 32)}`);
  const nameOf = (key: string) => hashOf(namespace, key).slice(0, KEY_DIGITS);
  /** `undefined`: to be removed. */
  const changes = new Map<string, StoredFailure | undefined>();
  let known = new Map<string, unknown>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let wroteAt = Number.NEGATIVE_INFINITY;

  const read = async () => {
    lookedAt = clock();
    const value = await client.readJson(setting);
    known = new Map(isObject(value) ? Object.entries(value) : []);
  };
  const reads = new SingleFlight<void>();
  const look = async () => {
    const isDue = !isDown() && clock() - lookedAt >= INTERVAL_MS;
    if (isDue || reads.has(setting)) await reads.run(setting, read).catch(() => undefined);
  };
  const write = async () => {
    const waitMs = wroteAt + INTERVAL_MS - clock();
    if (waitMs > 0) await new Promise((resolve) => void setTimeout(resolve, waitMs).unref());
    // The last write may have had those of this call too.
    if (changes.size === 0) return;
    wroteAt = clock();
    const changed = [...changes];
    changes.clear();
    if (isDown()) return;
    await read();
    for (const [name, failure] of changed) known.set(name, failure);
    const current = [...known]
      .map(([name, failure]) => ({
        name,
        failure,
        remainingMs: remainingFailure(failure, now())?.remainingMs ?? 0,
      }))
      .filter(({ remainingMs }) => remainingMs > 0)
      .sort((one, other) => other.remainingMs - one.remainingMs)
      .slice(0, MAX_FAILURES);
    known = new Map(current.map(({ name, failure }) => [name, failure]));
    await client.writeJson(setting, Object.fromEntries(known));
  };
  const writes = new Batch<string, void>(() => write().catch(() => undefined));
  const change = async (key: string, failure: StoredFailure | undefined) => {
    changes.set(nameOf(key), failure);
    await writes.load([]);
  };

  return {
    async get(key) {
      await look();
      return remainingFailure(known.get(nameOf(key)), now());
    },
    set(key, failure, ms) {
      const written = storedFailure(failure, now(), ms);
      return change(key, { ...written, message: written.message.slice(0, MAX_MESSAGE) });
    },
    delete: (key) => change(key, undefined),
  };
}
