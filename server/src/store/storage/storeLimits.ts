import { checkClaims } from '../lease/folderLease.js';
import { hasConditionalWrites } from '../lease/hasConditionalWrites.js';
import type { Lease } from '../lease/Lease.js';
import { isRedisCluster } from './drivers/clusterDriver.js';
import { driverTraits, type RedisClient } from './driverTraits.js';
import type { StorageAdapter } from './StorageAdapter.js';
import { StoreError } from './StoreError.js';
import { withStoreTimeout } from './withStoreTimeout.js';

/** A property of a store that works, and that its operator should know. */
export interface StoreLimit {
  reason: 'evicts' | 'no-shared-leases';
  /** Names the limit and what to do. */
  message: string;
}

const NO_SHARED_LEASES: StoreLimit = {
  reason: 'no-shared-leases',
  message:
    'The server of the bucket ignores conditional writes (If-None-Match), so that leases hold within one process only: replicas that get the ' +
    'first request for a chat at the same time each ask WhatsApp. Run one replica, or use a server with conditional writes or Redis.',
};

/** The limit of a store whose leases fail with this error for good, so that callers go on without them. Others pass, or are no limit. */
export function limitOfLeases(error: unknown): StoreLimit | undefined {
  if (!(error instanceof StoreError) || error.code !== 'refused') return undefined;
  const message =
    'The leases in .leases of the picture store are refused, so that they hold within one process only: processes that get the first ' +
    `request for a chat at the same time each ask WhatsApp. ${error.message}`;
  return { reason: 'no-shared-leases', message };
}

/** The same lease, which reports each refusal that its callers go on without. */
export function withLimitReports(lease: Lease, report: (limit: StoreLimit) => void): Lease {
  return {
    scope: lease.scope,
    acquire: (...args) =>
      lease.acquire(...args).catch((thrown: unknown) => {
        const limit = limitOfLeases(thrown);
        if (limit) report(limit);
        throw thrown;
      }),
    remaining: (key) => lease.remaining(key),
  };
}

/**
 * Looks for limits of a store: a Redis that evicts keys when its memory is full, a bucket without conditional writes, and a folder or
 * bucket in which this user may create no leases.
 *
 * @throws {StoreError} if the store cannot be asked. A Redis that refuses the question is taken as one without limits.
 */
export async function storeLimits(
  storage: StorageAdapter,
  { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
): Promise<StoreLimit[]> {
  const { redis, bucket, folder } = driverTraits(storage);
  if (redis) return evictionLimits(await withStoreTimeout(timeoutMs, () => memoryOf(redis.client)));
  try {
    if (folder !== undefined) await withStoreTimeout(timeoutMs, (limit) => checkClaims(folder, limit));
    const isShared = !bucket || (await withStoreTimeout(timeoutMs, () => hasConditionalWrites(bucket)));
    return isShared ? [] : [NO_SHARED_LEASES];
  } catch (thrown) {
    const limit = limitOfLeases(thrown);
    if (limit === undefined) throw thrown;
    return [limit];
  }
}

interface RedisMemory {
  policy: string;
  /** In bytes. `undefined`: unknown. */
  max: number | undefined;
}

interface AdminClient {
  info(section: 'memory'): Promise<string>;
  config(get: 'GET', name: string): Promise<unknown>;
}

/** `INFO` is allowed on most managed servers, `CONFIG` on few. */
async function memoryOf(client: RedisClient): Promise<RedisMemory | undefined> {
  const server = await serverOf(client);
  if (server === undefined) return undefined;
  try {
    const memory = readMemory(await server.info('memory'));
    if (memory) return memory;
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
  }
  try {
    const answer = await server.config('GET', 'maxmemory-policy');
    const policy: unknown = Array.isArray(answer) ? answer[1] : undefined;
    return typeof policy === 'string' ? { policy, max: undefined } : undefined;
  } catch (thrown) {
    if (isRefusal(thrown)) return undefined;
    throw thrown;
  }
}

/** The settings in the answer to `INFO memory`. */
export function readMemory(info: string): RedisMemory | undefined {
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(info)?.[1];
  const max = /^maxmemory:(\d+)/m.exec(info)?.[1];
  return policy === undefined ? undefined : { policy, max: max === undefined ? undefined : Number(max) };
}

/** A server of a cluster has the settings of all. */
async function serverOf(client: RedisClient): Promise<AdminClient | undefined> {
  let server: object | undefined = client;
  if (isRedisCluster(client)) {
    await client.pttl('chat-avatar:limits');
    server = client.nodes('master')[0];
  }
  return server !== undefined && 'info' in server && 'config' in server ? (server as AdminClient) : undefined;
}

/** The user may not run the command, or the server does not have it. */
const isRefusal = (thrown: unknown) => thrown instanceof Error && /^(?:NOPERM|ERR) /.test(thrown.message);

function evictionLimits(memory: RedisMemory | undefined): StoreLimit[] {
  // Without a limit, Redis evicts nothing.
  if (memory === undefined || memory.policy === 'noeviction' || memory.max === 0) return [];
  const evicted = memory.policy.startsWith('volatile-')
    ? 'leases and rate limits, so that replicas ask WhatsApp more often than once'
    : 'pictures, and asks WhatsApp for them again';
  return [
    {
      reason: 'evicts',
      message:
        `Redis has the maxmemory-policy "${memory.policy}": when its memory is full, it drops ${evicted}. ` +
        'Use a Redis of its own with maxmemory-policy noeviction, and --keep-days to bound what is stored.',
    },
  ];
}
