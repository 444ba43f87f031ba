import { createHash } from 'node:crypto';
import { type ChatId, ChatPictureError, type ChatPictureErrorCode } from 'chat-avatar/wawp';
import { isObject } from '../../lib/isObject.js';
import { driverTraits } from '../../store/storage/driverTraits.js';
import type { StorageAdapter } from '../../store/storage/StorageAdapter.js';
import { withStoreTimeout } from '../../store/storage/withStoreTimeout.js';

/** Timeout of one call to Redis, in ms. */
const TIMEOUT = 1_000;

/** The failure of a chat. */
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

/** Failures that all processes on one Redis know until they expire. No method rejects; while Redis is down, nothing is shared. */
export interface SharedFailures {
  /** The failure, and the rest of its time in ms. */
  get(chatId: ChatId): Promise<(SharedFailure & { remainingMs: number }) | undefined>;
  set(chatId: ChatId, failure: SharedFailure, ms: number): Promise<void>;
  delete(chatId: ChatId): Promise<void>;
}

/** `undefined`: the storage is no Redis, and each process knows its own failures only. */
export function sharedFailures(
  storage: StorageAdapter,
  { namespace, isDown }: SharedFailuresOptions,
): SharedFailures | undefined {
  const redis = driverTraits(storage).redis;
  if (redis === undefined) return undefined;
  const { client, prefix } = redis;
  // The hash hides the phone number.
  const keyOf = (chatId: ChatId) =>
    `${prefix}failures:${createHash('sha256').update(`${namespace}\n${chatId}`).digest('hex')}`;
  const call = async <T>(work: () => Promise<T>): Promise<T | undefined> =>
    isDown() ? undefined : withStoreTimeout(TIMEOUT, work).catch(() => undefined);
  return {
    async get(chatId) {
      const key = keyOf(chatId);
      const found = await call(() => Promise.all([client.get(key), client.pttl(key)]));
      const failure = found && readFailure(found[0]);
      return failure && found[1] > 0 ? { ...failure, remainingMs: found[1] } : undefined;
    },
    async set(chatId, { error: { code, message, retryable, status, retryAfterMs }, count }, ms) {
      const text = JSON.stringify({ code, message, retryable, status, retryAfterMs, count });
      await call(() => client.psetex(keyOf(chatId), Math.ceil(ms), text));
    },
    async delete(chatId) {
      await call(() => client.del(keyOf(chatId)));
    },
  };
}

function readFailure(text: string | null): SharedFailure | undefined {
  try {
    const failure: unknown = JSON.parse(text ?? '');
    if (!isObject(failure) || typeof failure.code !== 'string' || typeof failure.message !== 'string')
      return undefined;
    const { code, message, retryable, status, retryAfterMs, count } = failure;
    const error = new ChatPictureError(code as ChatPictureErrorCode, message, {
      retryable: retryable === true,
      ...(typeof status === 'number' && { status }),
      ...(typeof retryAfterMs === 'number' && { retryAfterMs }),
    });
    return { error, count: Number(count) || 1 };
  } catch {
    return undefined;
  }
}
