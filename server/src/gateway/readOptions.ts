import type { PictureSource } from 'chat-avatar/wawp';
import { MIN_SECRET_LENGTH } from '../lib/secretLength.js';
import { shownValue } from '../lib/shownValue.js';
import type { LocatedStorage } from '../store/storage/open/LocatedStorage.js';
import { locateStorage } from '../store/storage/open/locateStorage.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import { StoreError } from '../store/storage/StoreError.js';
import { sharedMemory } from './sharedMemory.js';

export function readSource(source: PictureSource | undefined): PictureSource {
  if (typeof source?.getChatPicture === 'function' && typeof source.id === 'string' && source.id !== '') {
    return source;
  }
  throw new TypeError(
    'createPictureGateway needs a source: createWawpClient({ instanceId, accessToken }), or any object with an id and getChatPicture(chatId).',
  );
}

/** In ms, at least `least`. */
export function readDuration(
  name: string,
  value: number | undefined,
  byDefault: number,
  least: number,
): number {
  if (value === undefined) return byDefault;
  // setTimeout fires at once for longer delays.
  if (Number.isFinite(value) && value >= least && value < 2 ** 31) return value;
  throw new TypeError(
    `createPictureGateway: ${name} is in milliseconds, at least ${least}, but is ${shownValue(value)}.`,
  );
}

/** Literal path segments only: Hono treats `:id` and `*` as patterns. */
export function readBasePath(basePath: string): string {
  if (typeof basePath === 'string' && /^(?:\/[\w.~-]+)*\/?$/.test(basePath) && basePath.startsWith('/')) {
    return basePath;
  }
  throw new TypeError(
    `createPictureGateway: basePath is the path that the gateway is mounted at, as in "/api/chat-pictures", but is ${JSON.stringify(basePath)}.`,
  );
}

/**
 * The given storage, or the location of one that has to be opened. Without the option, pictures are stored in the memory of
 * this process.
 *
 * @throws {TypeError}
 */
export function readStorage(
  storage: StorageAdapter | string | undefined,
  memoryKey: string,
): StorageAdapter | LocatedStorage {
  if (storage === undefined) return sharedMemory(memoryKey);
  if (typeof storage === 'string') return readPlace(storage);
  if (typeof storage?.getItem === 'function' && typeof storage.getMount === 'function') return storage;
  throw new TypeError(
    'createPictureGateway: storage is a place, as in "./chat-pictures" or "redis://host", or an unstorage Storage.',
  );
}

function readPlace(place: string): LocatedStorage {
  try {
    return locateStorage(place);
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    throw new TypeError(`createPictureGateway: storage: ${cause.message}`, { cause });
  }
}

export function readSecret(secret: string | undefined): string | undefined {
  if (secret === undefined || (typeof secret === 'string' && secret.length >= MIN_SECRET_LENGTH))
    return secret;
  throw new TypeError(
    `createPictureGateway: signingSecret is a random string of at least ${MIN_SECRET_LENGTH} characters, the same on every replica.`,
  );
}

export interface RateLimit {
  /** Requests per window. */
  limit: number;
  windowMs: number;
}

/** `windowMs` is at least 1,000, because Redis counts in whole seconds. */
export function readRateLimit(rateLimit: RateLimit | undefined, byDefault: RateLimit): RateLimit {
  const { limit, windowMs } = { ...byDefault, ...rateLimit };
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new TypeError(
      `createPictureGateway: rateLimit.limit is a number of requests, at least 1, but is ${shownValue(limit)}.`,
    );
  }
  return { limit, windowMs: readDuration('rateLimit.windowMs', windowMs, windowMs, 1_000) };
}

/** In ms. */
export function readKeepDays(days: number | undefined): number | undefined {
  if (days === undefined) return undefined;
  if (Number.isFinite(days) && days >= 1) return days * 24 * 60 * 60 * 1000;
  throw new TypeError(
    `createPictureGateway: keepDays is a number of days, at least 1, but is ${shownValue(days)}.`,
  );
}
