import { createStorage } from 'unstorage';
import { StoreError } from '../StoreError.js';
import { importDriver } from './importDriver.js';
import type { Environment, LocatedStorage } from './LocatedStorage.js';

/** Default prefix of all keys, because a Redis is often shared with other programs. */
const PREFIX = 'chat-avatar';

/**
 * Locates a Redis: `redis://host[:port][/db][?prefix=faces:111]`, or `rediss://` for TLS. `prefix` is the prefix of its keys,
 * `chat-avatar` by default (unstorage's `base`). User and password come from the URL or from `REDIS_USERNAME` and
 * `REDIS_PASSWORD`. A command fails soon while the connection is down, instead of waiting for it.
 *
 * @throws {StoreError} `bad-location`.
 */
export function locateRedis(location: string, environment: Environment): LocatedStorage {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  const db = /^\/?(\d{0,4})$/.exec(url?.pathname ?? 'none')?.[1];
  const prefix = url && readPrefix(url.searchParams);
  if (!url || url.hostname === '' || db === undefined || prefix === undefined || url.hash !== '') {
    throw new StoreError(
      'bad-location',
      'The location of the Redis is invalid. Write redis://host, redis://host:port or redis://host:port/db, with rediss:// ' +
        'for TLS. Add ?prefix=faces:111 to choose the prefix of its keys: letters, digits and . : _ - only.',
    );
  }
  const username = decode(url.username) || environment.REDIS_USERNAME;
  const password = decode(url.password) || environment.REDIS_PASSWORD;
  const place = `${url.protocol}//${url.hostname}:${url.port || 6379}${db ? `/${db}` : ''}`;
  return {
    place: prefix === PREFIX ? place : `${place}?prefix=${prefix}`,
    async open() {
      const load = () => import('unstorage/drivers/redis');
      const { default: redisDriver } = await importDriver('Redis', 'ioredis@5', load);
      const driver = redisDriver({
        base: prefix,
        host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: Number(url.port || 6379),
        db: Number(db || 0),
        ...(username && { username }),
        ...(password && { password }),
        ...(url.protocol === 'rediss:' && { tls: {} }),
        lazyConnect: true,
        connectTimeout: 3_000,
        maxRetriesPerRequest: 1,
        retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
        reconnectOnError: reconnect,
        scanCount: 1_000,
      });
      // Without a listener, ioredis prints every failed attempt. The commands reject with the same error.
      driver.getInstance?.().on('error', () => undefined);
      return createStorage({ driver });
    },
  };
}

/**
 * After a failover, a connection through a name or a proxy may still lead to the former primary, which is a replica now. A new one
 * leads to the new primary, and gets the command again.
 */
function reconnect({ message }: Error): boolean | 1 | 2 {
  if (message.startsWith('READONLY')) return 2;
  // The command would be moved again.
  return message.startsWith('MOVED');
}

/** Excludes glob characters: SCAN would list the keys of other programs. */
function readPrefix(parameters: URLSearchParams): string | undefined {
  if (parameters.size === 0) return PREFIX;
  const prefix = parameters.get('prefix') ?? '';
  return parameters.size === 1 && /^[\w.-]+(:[\w.-]+)*$/.test(prefix) ? prefix : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
