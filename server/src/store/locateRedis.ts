import { createStorage } from 'unstorage';
import { importDriver } from './importDriver.js';
import type { Environment, LocatedStorage } from './openStorage.js';
import { StoreError } from './StoreError.js';

/** What all keys begin with, for a Redis is often shared with others. */
const PREFIX = 'chat-avatar';

/**
 * A Redis: `redis://host[:port][/db][?prefix=faces:111]`, or `rediss://` over TLS. `prefix` is what its keys begin with,
 * `chat-avatar` by default; unstorage calls it `base`. User and password stand in the URL or in `REDIS_USERNAME`
 * and `REDIS_PASSWORD`. A command that cannot be sent fails soon instead of waiting for the connection to come back.
 */
export function locateRedis(location: string, environment: Environment): LocatedStorage {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  const db = /^\/?(\d{0,4})$/.exec(url?.pathname ?? 'none')?.[1];
  const prefix = url && readPrefix(url.searchParams);
  if (!url || url.hostname === '' || db === undefined || prefix === undefined || url.hash !== '') {
    throw new StoreError(
      'bad-location',
      'A Redis is named redis://host, redis://host:port or redis://host:port/db, with rediss:// for TLS. ' +
        '?prefix=faces:111 at its end is what its keys begin with: letters, digits and . : _ - alone.',
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
        scanCount: 1_000,
      });
      // Without a listener ioredis prints every failed attempt; the commands that fail with it are told of it anyway.
      driver.getInstance?.().on('error', () => undefined);
      return createStorage({ driver });
    },
  };
}

/** A pattern in it would list the keys of others. */
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
