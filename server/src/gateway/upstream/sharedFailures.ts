import { createHash } from 'node:crypto';
import { ChatPictureError } from 'chat-avatar/wawp';
import { isErrorCode } from '../../lib/errorCodes.js';
import { isObject } from '../../lib/isObject.js';
import { parseJson } from '../../lib/parseJson.js';
import { driverTraits } from '../../store/storage/driverTraits.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { withStoreTimeout } from '../../store/storage/withStoreTimeout.js';

/** Timeout of one call to the store, in ms. */
export const TIMEOUT = 1_000;

/** The failure of a chat, or of another key. */
export interface SharedFailure {
  error: ChatPictureError;
  /** Number of consecutive failures. */
  count: number;
}

export interface SharedFailuresOptions {
  /** Gateways of other sources have failures of their own. */
  namespace: string;
  /** Whether the storage is known to be down. Then it is not called. */
  isDown: () => boolean;
}

/** A failure, and the rest of its time in ms. */
export interface RemainingFailure extends SharedFailure {
  remainingMs: number;
}

/** Failures that all processes on one store know until they expire. No method rejects; while the store is down, nothing is shared. */
export interface SharedFailureMap {
  get(key: string): Promise<RemainingFailure | undefined>;
  set(key: string, failure: SharedFailure, ms: number): Promise<void>;
  delete(key: string): Promise<void>;
}

export interface SharedFailures extends SharedFailureMap {
  /** Takes a key for `ms`. `false`: another process has it. While the store is down, every process gets it. */
  claim(key: string, ms: number): Promise<boolean>;
}

/** Failures as keys of Redis, which expire. `undefined`: the storage is no Redis. */
export function sharedFailures(
  storage: StorageAdapter,
  { namespace, isDown }: SharedFailuresOptions,
): SharedFailures | undefined {
  const redis = driverTraits(storage).redis;
  if (redis === undefined) return undefined;
  const { client, prefix } = redis;
  const keyOf = (key: string) => `${prefix}failures:${hashOf(namespace, key)}`;
  const call = async <T>(work: () => Promise<T>): Promise<T | undefined> =>
    isDown() ? undefined : withStoreTimeout(TIMEOUT, work).catch(() => undefined);
  return {
    async get(key) {
      const name = keyOf(key);
      const found = await call(() => Promise.all([client.get(name), client.pttl(name)]));
      const failure = found && readFailure(found[0]);
      return failure && found[1] > 0 ? { ...failure, remainingMs: found[1] } : undefined;
    },
    async set(key, failure, ms) {
      await call(() => client.psetex(keyOf(key), Math.ceil(ms), JSON.stringify(writtenFailure(failure))));
    },
    async delete(key) {
      await call(() => client.del(keyOf(key)));
    },
    async claim(key, ms) {
      return (await call(() => client.set(keyOf(key), 'claimed', 'PX', Math.ceil(ms), 'NX'))) !== null;
    },
  };
}

/** Names a key without the phone number in it. */
export function hashOf(namespace: string, key: string): string {
  return createHash('sha256').update(`${namespace}\n${key}`).digest('hex');
}

/** A failure as JSON holds it. */
export function writtenFailure({
  error: { code, message, retryable, status, retryAfterMs },
  count,
}: SharedFailure) {
  return { code, message, retryable, status, retryAfterMs, count };
}

/** `undefined`: there is none, or another program has written the text. */
export function readFailure(text: string | null): SharedFailure | undefined {
  return failureOf(parseJson(text ?? ''));
}

/** `undefined`: another program has written the value. */
export function failureOf(value: unknown): SharedFailure | undefined {
  if (!isObject(value) || !isErrorCode(value.code) || typeof value.message !== 'string') return undefined;
  const { code, message, retryable, status, retryAfterMs, count } = value;
  const error = new ChatPictureError(code, message, {
    retryable: retryable === true,
    ...(isCount(status) && { status }),
    ...(isCount(retryAfterMs) && { retryAfterMs }),
  });
  return { error, count: isCount(count) ? count : 1 };
}

/** JSON holds numbers such as `1e999`, which is infinite. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}
