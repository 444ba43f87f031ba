import type { EventEmitter } from 'node:events';
import type { ClusterOptions, RedisOptions } from 'ioredis';
import { createStorage } from 'unstorage';
import { bulkReadsOfDriver, bulkReadsOfRedis, withBulkReads } from '../bulkReads.js';
import { clusterDriver } from '../drivers/clusterDriver.js';
import { isRedisClient } from '../driverTraits.js';
import { StoreError } from '../StoreError.js';
import { createPrimarySearch } from './createPrimarySearch.js';
import { importDriver } from './importDriver.js';
import type { Environment, LocatedStorage } from './LocatedStorage.js';
import { parseRedisAddress, type RedisAddress } from './redisAddress.js';
import { selectFault } from './selectFault.js';
import { tlsFault } from './tlsFault.js';

/** The longest time to connect, in ms. */
const CONNECT_TIMEOUT = 3_000;

/**
 * A connection whose command has no answer for this long is closed, in ms, and the next one leads to the present primary: a primary that
 * the network has cut off closes none. Longer than the time-out of a store call.
 */
const SOCKET_TIMEOUT = 10_000;

/** Pause before the next attempt to connect, in ms. */
const pauseBefore = (attempt: number) => Math.min(attempt * 100, 2_000);

/**
 * Locates a Redis: `redis://host[:port][/db][?prefix=faces:111]`, `redis+sentinel://host[:port],…/primary[/db]`, or
 * `redis+cluster://host[:port],…`; with `rediss` for TLS. `prefix` is the prefix of its keys, `chat-avatar` by default (unstorage's
 * `base`). User and password come from the location or from `REDIS_USERNAME` and `REDIS_PASSWORD`, those of Sentinels from
 * `REDIS_SENTINEL_USERNAME` and `REDIS_SENTINEL_PASSWORD`. A command fails soon while the connection is down, instead of waiting for it.
 *
 * @throws {StoreError} `bad-location`.
 */
export function locateRedis(location: string, environment: Environment): LocatedStorage {
  const address = parseRedisAddress(location);
  if (address === undefined) {
    throw new StoreError(
      'bad-location',
      'The location of the Redis is invalid. Write redis://host, redis://host:port or redis://host:port/db, with rediss:// ' +
        'for TLS; redis+sentinel://host:port,host:port/primary/db for Sentinels, or redis+cluster://host:port,host:port for a cluster. ' +
        'Add ?prefix=faces:111 to choose the prefix of its keys: letters, digits and . : _ - only.',
    );
  }
  return {
    place: address.place,
    async open() {
      const load = () => import('unstorage/drivers/redis');
      const { default: redisDriver } = await importDriver('Redis', 'ioredis@5', load);
      const options = connectionOptions(address, environment);
      const search = createPrimarySearch();
      const driver =
        address.topology === 'cluster'
          ? clusterDriver(
              redisDriver({
                base: address.prefix,
                cluster: address.nodes,
                clusterOptions: clusterOptions(address, options),
              }),
            )
          : redisDriver({
              base: address.prefix,
              scanCount: 1_000,
              ...options,
              ...serverOptions(address, environment),
              reconnectOnError: search.reconnectOnError,
            });
      const client: unknown = driver.getInstance?.();
      if (isEmitter(client)) {
        client.on('connect', search.connected);
        failWhileUnreachable(client, address);
      }
      // A cluster has no command for keys on several nodes.
      const reads =
        address.topology !== 'cluster' && isRedisClient(client)
          ? bulkReadsOfRedis(client, `${address.prefix}:`)
          : bulkReadsOfDriver(driver);
      return withBulkReads(createStorage({ driver }), reads);
    },
  };
}

function connectionOptions(address: RedisAddress, environment: Environment): RedisOptions {
  const username = address.username || environment.REDIS_USERNAME;
  const password = address.password || environment.REDIS_PASSWORD;
  return {
    ...(username && { username }),
    ...(password && { password }),
    ...(address.tls && { tls: {} }),
    connectTimeout: CONNECT_TIMEOUT,
    socketTimeout: SOCKET_TIMEOUT,
    maxRetriesPerRequest: 1,
  };
}

function serverOptions(
  { topology, nodes, primary, db, tls }: RedisAddress,
  environment: Environment,
): RedisOptions {
  const { REDIS_SENTINEL_USERNAME: sentinelUsername, REDIS_SENTINEL_PASSWORD: sentinelPassword } =
    environment;
  return {
    ...(topology === 'sentinel'
      ? {
          sentinels: nodes,
          ...(primary !== undefined && { name: primary }),
          ...(sentinelUsername && { sentinelUsername }),
          ...(sentinelPassword && { sentinelPassword }),
          ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
          sentinelRetryStrategy: pauseBefore,
        }
      : nodes[0]),
    db,
    lazyConnect: true,
    retryStrategy: pauseBefore,
  };
}

function clusterOptions({ tls }: RedisAddress, redisOptions: RedisOptions): ClusterOptions {
  return {
    redisOptions,
    lazyConnect: true,
    clusterRetryStrategy: pauseBefore,
    slotsRefreshTimeout: CONNECT_TIMEOUT,
    // Certificates name hosts, not addresses.
    ...(tls && { dnsLookup: (host, callback) => callback(null, host) }),
  };
}

/** The parts of an ioredis client that are used here. `flushQueue` is not in its types. */
interface Emitter {
  on(event: 'error' | 'ready' | 'connect', listener: (error: ConnectionError) => void): void;
  /** The socket of the connection. A cluster has none of its own. */
  stream?: EventEmitter;
  flushQueue?(error: Error): void;
  disconnect?(reconnect: boolean): void;
}

/** `lastNodeError` is that of a server of a cluster. */
type ConnectionError = Error & { lastNodeError?: Error };

function isEmitter(client: unknown): client is Emitter {
  return typeof client === 'object' && client !== null && 'on' in client;
}

/**
 * Without a listener, ioredis prints every failed attempt. With Sentinels or a cluster it would also keep all commands until one of
 * them answers again, and repeat old writes then; they fail instead.
 */
function failWhileUnreachable(client: Emitter, address: RedisAddress): void {
  let rounds = 0;
  // After a failover, ioredis adds a listener to the socket for each command that was refused.
  client.on('connect', () => client.stream?.setMaxListeners(0));
  client.on('ready', () => {
    rounds = 0;
  });
  client.on('error', (error) => {
    const wrongDatabase = selectFault(error, address.db);
    const refused = wrongDatabase ?? tlsFault(error);
    if (refused) {
      client.flushQueue?.(refused);
      if (wrongDatabase) client.disconnect?.(true);
      return;
    }
    if (address.topology === 'standalone') return;
    if (address.topology === 'sentinel') {
      if (!error.message.startsWith('All sentinels are unreachable')) return;
      rounds += 1;
      // The first round after a connection may end before any Sentinel was asked.
      if (rounds === 1 && !error.message.includes('Last error')) return;
    }
    client.flushQueue?.(groupError(address, error));
  });
}

/** ioredis does not tell why the connection to one of several servers failed. */
const TRUST = ' Check also that this process trusts their certificates (NODE_EXTRA_CA_CERTS).';

function groupError({ topology, primary, tls }: RedisAddress, error: ConnectionError): StoreError {
  const isSentinel = topology === 'sentinel';
  const servers = isSentinel ? 'Sentinels' : 'servers of the cluster';
  const refusal = /\b(?:NOAUTH|WRONGPASS)\b/.exec(
    `${error.message} ${error.lastNodeError?.message ?? ''}`,
  )?.[0];
  if (refusal !== undefined) {
    return new StoreError(
      'wrong-credentials',
      `The ${servers} of the Redis do not accept the credentials. Set ${isSentinel ? 'REDIS_SENTINEL_PASSWORD' : 'REDIS_PASSWORD'}. (${refusal})`,
      error,
    );
  }
  const name = isSentinel ? ` and knows the primary "${primary}"` : '';
  const check = isSentinel ? ', their addresses, and the name (SENTINEL MASTERS)' : ', and their addresses';
  return new StoreError(
    'unreachable',
    `None of the ${servers} of the Redis can be reached${name}. Check that they run${check}.${tls ? TRUST : ''}`,
    error,
  );
}
