import { createStorage } from 'unstorage';
import type { Environment, OpenedEngine } from './openStorage.js';
import { StoreError } from './StoreError.js';

/** What all keys begin with, for a Redis is often shared with others. */
const BASE = 'chat-avatar';

/**
 * A Redis: `redis://host[:port][/db]`, or `rediss://` over TLS. User and password stand in the URL or in `REDIS_USERNAME`
 * and `REDIS_PASSWORD`. A command that cannot be sent fails soon instead of waiting for the connection to come back.
 */
export async function openRedis(location: string, environment: Environment): Promise<OpenedEngine> {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  const db = /^\/?(\d{0,4})$/.exec(url?.pathname ?? 'none')?.[1];
  if (!url || url.hostname === '' || db === undefined || url.search !== '' || url.hash !== '') {
    throw new StoreError(
      'bad-location',
      'A Redis is named redis://host, redis://host:port or redis://host:port/db, with rediss:// for TLS.',
    );
  }
  const username = decode(url.username) || environment.REDIS_USERNAME;
  const password = decode(url.password) || environment.REDIS_PASSWORD;
  const { default: redisDriver } = await import('unstorage/drivers/redis');
  const driver = redisDriver({
    base: BASE,
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
  const place = `${url.protocol}//${url.hostname}:${url.port || 6379}${db ? `/${db}` : ''}`;
  return { storage: createStorage({ driver }), place };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
