import type { Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../examples/bullmq/openStore.js';
import { connectionTo, openQueue } from '../../examples/bullmq/queue.js';
import { enrichNow } from '../../examples/bullmq/schedule.js';
import { startWorker } from '../../examples/bullmq/worker.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { type RedisServer, startRedis } from '../support/redis.js';
import { startWawpInstances, type WawpInstances } from './wawpInstances.js';

const TOKENS = {
  '1001': 'Sekret+Token/of=one&"first"',
  '1002': 'Sekret+Token/of=two&"second"',
  '1003': 'Sekret+Token/of=three&"third"',
};
const INSTANCES = Object.keys(TOKENS);
const CHATS = 20;

let redis: RedisServer;
let wawp: WawpInstances;
let queue: Queue;
let logged: string[];
const closers: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  redis = await startRedis();
  wawp = await startWawpInstances(TOKENS, CHATS);
  vi.stubEnv('REDIS_URL', redis.url);
  vi.stubEnv('WAWP_BASE_URL', wawp.origin);
  for (const [id, token] of Object.entries(TOKENS)) vi.stubEnv(`WAWP_ACCESS_TOKEN_${id}`, token);
  queue = openQueue(connectionTo(redis.url));
  logged = [];
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts) => void logged.push(parts.join(' ')));
  }
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await queue.close();
  await wawp.close();
  await redis.stop();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A worker of this process, which looks for jobs of the dead more often than once in 30 s. */
function startTestWorker() {
  const started = startWorker({ worker: { connection: connectionTo(redis.url), stalledInterval: 200 } });
  closers.push(() => started.stop(0));
  return started;
}

/** The job, once it is completed, failed or put off. */
async function settled(job: Job): Promise<{ job: Job; state: string }> {
  return vi.waitFor(
    async () => {
      const state = await job.getState();
      if (!['completed', 'failed', 'delayed'].includes(state)) throw new Error(`The job is ${state}.`);
      const fresh = await queue.getJob(job.id ?? '');
      if (!fresh) throw new Error('The job is gone.');
      return { job: fresh, state };
    },
    { timeout: 20_000, interval: 50 },
  );
}

async function storedOf(instanceId: string): Promise<string[]> {
  const storage = openStore(instanceId, redis.url);
  const chatIds: string[] = [];
  for await (const { chatId } of new PictureStore(storage).list()) chatIds.push(chatId);
  await storage.dispose();
  return chatIds;
}

const askedOf = (instanceId: string) =>
  wawp
    .of(instanceId)
    .requests.filter(({ path }) => path === '/v2/chats/picture')
    .map(({ chatId }) => chatId);

/** Every key and every value, whatever its kind. */
async function everythingInRedis(): Promise<string> {
  const client = new Redis(redis.url);
  const parts: unknown[] = [];
  for (const key of await client.keys('*')) {
    const type = await client.type(key);
    if (type === 'string') parts.push(key, (await client.getBuffer(key))?.toString('latin1'));
    else if (type === 'hash') parts.push(key, await client.hgetall(key));
    else if (type === 'list') parts.push(key, await client.lrange(key, 0, -1));
    else if (type === 'set') parts.push(key, await client.smembers(key));
    else if (type === 'zset') parts.push(key, await client.zrange(key, 0, -1, 'WITHSCORES'));
    else if (type === 'stream') parts.push(key, await client.xrange(key, '-', '+'));
    else throw new Error(`${key} is a ${type}, which this test cannot read.`);
  }
  client.disconnect();
  return parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join('\n');
}

function expectNoToken(text: string) {
  for (const token of Object.values(TOKENS)) {
    for (const spelling of [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)]) {
      expect(text.includes(spelling)).toBe(false);
    }
  }
  // Whatever the spelling: these letters stand as they are in each of them.
  expect(text).not.toContain('Sekret');
}

describe('the example with BullMQ', () => {
  it('enriches several instances with two workers, asks for each chat once, and leaves no token anywhere', async () => {
    startTestWorker();
    startTestWorker();
    const jobs = await enrichNow(queue, [...INSTANCES, ...INSTANCES]);
    for (const added of jobs) {
      const { job, state } = await settled(added);
      expect([state, job.failedReason]).toEqual(['completed', undefined]);
      expect(job.progress).toMatchObject({ done: CHATS, total: CHATS });
      expect(job.returnvalue.counts.failed).toBe(0);
    }
    for (const instanceId of INSTANCES) {
      const asked = askedOf(instanceId);
      expect(asked).toHaveLength(CHATS);
      expect(new Set(asked).size).toBe(CHATS);
      expect((await storedOf(instanceId)).sort()).toEqual(asked.sort());
    }
    const kept = await everythingInRedis();
    expect(kept).toContain(INSTANCES[0]);
    expectNoToken(kept);
    expect(logged.join('\n')).toContain(INSTANCES[0]);
    expectNoToken(logged.join('\n'));
  });
});
