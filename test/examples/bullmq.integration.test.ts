import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from '../../examples/bullmq/openStore.js';
import { connectionTo, openQueue } from '../../examples/bullmq/queue.js';
import { enrichNow, scheduleInstances } from '../../examples/bullmq/schedule.js';
import { startWorker, waitBeforeRetry } from '../../examples/bullmq/worker.js';
import { PictureStore } from '../../server/src/store/PictureStore.js';
import { EVENTUALLY } from '../support/eventually.js';
import { type RedisServer, startRedis } from '../support/redis.js';
import { startWawpInstances, type WawpInstances } from './wawpInstances.js';

const TOKENS = {
  '1001': 'Sekret+Token/of=one&"first"',
  '1002': 'Sekret+Token/of=two&"second"',
  '1003': 'Sekret+Token/of=three&"third"',
};
const INSTANCES = Object.keys(TOKENS);
const [FIRST = '', SECOND = ''] = INSTANCES;
const CHATS = 20;
const START = fileURLToPath(new URL('./startExample.js', import.meta.url));

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

/** `node examples/bullmq/…`, in a process of its own: only a process can be killed. */
function run(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [START, `bullmq/${program}`, ...args], { env: process.env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output }));
  closers.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), ended };
}

/** Lets an instance answer for so many pictures, and then keeps everybody waiting. */
function holdAfter(instanceId: string, pictures: number) {
  let left = pictures;
  let release: () => void = () => undefined;
  const released = new Promise<undefined>((fulfil) => {
    release = () => fulfil(undefined);
  });
  const reached = new Promise<void>((fulfil) => {
    wawp.answerInstead(instanceId, (path) => {
      if (path !== '/v2/chats/picture' || left-- > 0) return undefined;
      fulfil();
      return released;
    });
  });
  closers.push(async () => release());
  return { reached, release };
}

/** Half a minute after a worker died, in Redis: the lock of its job, the leases of its chats and its turn to look for the dead end. */
async function endLocks() {
  const client = new Redis(redis.url);
  const locks = (await client.keys('*')).filter((key) => /:lock$|:leases:|:stalled-check$/.test(key));
  if (locks.length > 0) await client.del(...locks);
  client.disconnect();
  return locks;
}

/** The job, once it is completed, failed or put off. */
async function settled(job: Job): Promise<{ job: Job; state: string }> {
  return vi.waitFor(async () => {
    const state = await job.getState();
    if (!['completed', 'failed', 'delayed'].includes(state)) throw new Error(`The job is ${state}.`);
    const fresh = await queue.getJob(job.id ?? '');
    if (!fresh) throw new Error('The job is gone.');
    return { job: fresh, state };
  }, EVENTUALLY);
}

async function storedOf(instanceId: string): Promise<string[]> {
  const storage = await openStore(instanceId, redis.url);
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
    // What has ended since the keys were listed, as a budget does after a second, is gone.
    else if (type !== 'none') throw new Error(`${key} is a ${type}, which this test cannot read.`);
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
      // Chat ids are telephone numbers.
      const told = JSON.stringify([job, logged]);
      for (const { id } of wawp.of(FIRST).chats) expect(told).not.toContain(id);
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

  it('has one job a morning for each instance, and none for a removed one', async () => {
    await scheduleInstances(queue, INSTANCES, { tz: 'Africa/Cairo' });
    await scheduleInstances(queue, [FIRST, SECOND], { tz: 'Africa/Cairo' });
    const schedulers = await queue.getJobSchedulers();
    expect(schedulers.map(({ key }) => key).sort()).toEqual([FIRST, SECOND]);
    const atSeven = new Intl.DateTimeFormat('sv', { timeZone: 'Africa/Cairo', timeStyle: 'medium' });
    for (const { next } of schedulers) {
      expect(atSeven.format(next)).toBe('07:00:00');
      expect((next ?? 0) - Date.now()).toBeLessThanOrEqual(24 * 3600_000 + 3600_000);
    }

    // Tomorrow at seven, now.
    const [tomorrow] = (await queue.getDelayed()).filter(({ data }) => data.instanceId === FIRST);
    if (!tomorrow) throw new Error('Nothing is scheduled.');
    await tomorrow.promote();
    startTestWorker();
    const { job } = await vi.waitFor(async () => {
      // The result belongs to this read: a job read before its completion has none.
      const done = await queue.getJob(tomorrow.id ?? '');
      if (!done?.returnvalue) throw new Error('The job has not completed yet.');
      return { job: done };
    }, EVENTUALLY);
    expect(job.returnvalue.counts.failed).toBe(0);
    expect(await storedOf(FIRST)).toHaveLength(CHATS);
    const following = await queue.getJobScheduler(FIRST);
    expect(atSeven.format(following?.next)).toBe('07:00:00');
  });

  it('is set up from the command line, and keeps its jobs if the environment has no instances', async () => {
    vi.stubEnv('WAWP_INSTANCES', ` ${FIRST}, ${SECOND},`);
    vi.stubEnv('TIME_ZONE', 'Asia/Kolkata');
    const { code, output } = await run('schedule.js', '--now').ended;
    expect([code, output]).toEqual([0, '2 instances are scheduled.\n']);
    const jobs = await queue.getWaiting();
    expect(jobs.map(({ data }) => data)).toEqual([{ instanceId: FIRST }, { instanceId: SECOND }]);

    vi.stubEnv('WAWP_INSTANCES', undefined);
    const without = await run('schedule.js').ended;
    expect(without.code).toBe(1);
    expect(without.output).toMatch(/^WAWP_INSTANCES /);
    const schedulers = await queue.getJobSchedulers();
    expect(schedulers.map(({ tz, pattern }) => `${pattern} ${tz}`)).toEqual([
      '0 7 * * * Asia/Kolkata',
      '0 7 * * * Asia/Kolkata',
    ]);
  });

  it('gives up at once on an instance with a refused or missing token, and on no other', async () => {
    vi.stubEnv(`WAWP_ACCESS_TOKEN_${FIRST}`, `${TOKENS['1001']} of yesterday`);
    vi.stubEnv(`WAWP_ACCESS_TOKEN_${SECOND}`, undefined);
    startTestWorker();
    const results = await Promise.all((await enrichNow(queue, INSTANCES)).map(settled));
    expect(results.map(({ state }) => state)).toEqual(['failed', 'failed', 'completed']);
    expect(results.map(({ job }) => job.attemptsMade)).toEqual([1, 1, 1]);
    expect(results[0]?.job.failedReason).toMatch(/^unauthorized: /);
    expect(results[1]?.job.failedReason).toContain(`no token for instance ${SECOND}`);
    expect(askedOf(FIRST)).toEqual([]);
    expectNoToken(await everythingInRedis());
    expectNoToken(logged.join('\n'));
  });

  it('gives up when the token is revoked during a run, and keeps the stored pictures', async () => {
    let pictures = 0;
    wawp.answerInstead(FIRST, (path) =>
      path === '/v2/chats/picture' && ++pictures > 5
        ? Response.json({ message: 'Invalid access token' }, { status: 401 })
        : undefined,
    );
    startTestWorker();
    const [added] = await enrichNow(queue, [FIRST]);
    if (!added) throw new Error('There is no job.');
    const { job, state } = await settled(added);
    expect([state, job.attemptsMade]).toEqual(['failed', 1]);
    expect(job.failedReason).toMatch(/^unauthorized: /);
    expect(await storedOf(FIRST)).toHaveLength(5);
  });

  it('gives up on a session that needs a person, and retries one that is starting', async () => {
    wawp.of(FIRST).session.set('SCAN_QR_CODE');
    wawp.of(SECOND).session.start();
    startTestWorker();
    const results = await Promise.all((await enrichNow(queue, [FIRST, SECOND])).map(settled));
    expect(results.map(({ state }) => state)).toEqual(['failed', 'delayed']);
    for (const { job } of results) expect(job.failedReason).toMatch(/^session-not-ready: /);
    expect(results.map(({ job }) => job.attemptsMade)).toEqual([1, 1]);
  });

  it('retries a rate-limited instance after the time that it names', async () => {
    wawp.answerInstead(FIRST, () =>
      Response.json({ message: 'Too many requests' }, { status: 429, headers: { 'retry-after': '3600' } }),
    );
    startTestWorker();
    const [added] = await enrichNow(queue, [FIRST]);
    if (!added) throw new Error('There is no job.');
    const { job, state } = await settled(added);
    expect([state, job.attemptsMade]).toEqual(['delayed', 1]);
    expect(job.delay).toBeGreaterThanOrEqual(3_600_000);
    expect(job.failedReason).toMatch(/^rate-limited: /);

    wawp.answerInstead(FIRST, () => undefined);
    await job.promote();
    await vi.waitFor(async () => expect(await job.getState()).toBe('completed'), EVENTUALLY);
    expect(await storedOf(FIRST)).toHaveLength(CHATS);
  });

  it('waits longer after each failure, with jitter', () => {
    const minutes = [1, 2, 3, 4].map((attempts) => waitBeforeRetry(attempts) / 60_000);
    for (const [index, wait] of minutes.entries()) {
      expect(wait).toBeGreaterThanOrEqual(5 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(5 * 2 ** index * 1.25);
    }
  });

  it('finishes the job of a killed worker without a request for stored chats', async () => {
    const hold = holdAfter(FIRST, 8);
    const victim = run('worker.js');
    const [added] = await enrichNow(queue, [FIRST]);
    if (!added) throw new Error('There is no job.');
    await hold.reached;
    victim.kill('SIGKILL');
    const { output } = await victim.ended;
    hold.release();
    const stored = await storedOf(FIRST);
    expect(stored.length).toBeGreaterThanOrEqual(7);
    const askedBefore = askedOf(FIRST).length;
    expect((await endLocks()).filter((key) => key.endsWith(':lock'))).toHaveLength(1);

    startTestWorker();
    const { job, state } = await settled(added);
    expect([state, job.stalledCounter]).toEqual(['completed', 1]);
    expect((await storedOf(FIRST)).length).toBe(CHATS);
    for (const chatId of askedOf(FIRST).slice(askedBefore)) expect(stored).not.toContain(chatId);
    expectNoToken(output);
  });

  it('finishes a job before its worker stops', async () => {
    const hold = holdAfter(FIRST, 8);
    const worker = run('worker.js');
    const [added] = await enrichNow(queue, [FIRST]);
    if (!added) throw new Error('There is no job.');
    await hold.reached;
    worker.kill('SIGTERM');
    hold.release();
    const { code, output } = await worker.ended;
    expect(code).toBe(0);
    expect(output).toContain('"stored"');
    expect(await added.getState()).toBe('completed');
    expect(await storedOf(FIRST)).toHaveLength(CHATS);
    expectNoToken(output);
  });

  it('returns a job that does not finish in time to the queue, without counting a failure', async () => {
    const hold = holdAfter(FIRST, 8);
    const { stop } = startTestWorker();
    const [added] = await enrichNow(queue, [FIRST]);
    if (!added) throw new Error('There is no job.');
    await hold.reached;
    await stop(0);
    expect(await added.getState()).toBe('waiting');
    expect(logged).toEqual([]);
    hold.release();

    const stored = await storedOf(FIRST);
    const askedBefore = askedOf(FIRST).length;
    startTestWorker();
    const { job, state } = await settled(added);
    expect([state, job.attemptsMade, job.failedReason]).toEqual(['completed', 1, undefined]);
    for (const chatId of askedOf(FIRST).slice(askedBefore)) expect(stored).not.toContain(chatId);
    expect(await storedOf(FIRST)).toHaveLength(CHATS);
  });
});
