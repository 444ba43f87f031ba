import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { createBudget } from '../../src/store/createBudget.js';
import { driverTraits } from '../../src/store/storage/driverTraits.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';

const DAY = 24 * 60 * 60 * 1000;

it('createBudget shares its counter in Redis, and counts in the process while Redis does not answer', async () => {
  const redis = await startRedis();
  const { storage, check, close } = await openStorage(redis.url);
  await check();
  const options = { points: 2, durationMs: 60_000, name: 'instance' };
  const [one, two] = [createBudget(storage, options), createBudget(storage, options)];
  expect(await one.take()).toEqual({ allowed: true });
  expect(await two.take()).toEqual({ allowed: true });
  expect(await one.take()).toMatchObject({ allowed: false });

  redis.hang();
  expect(await one.take()).toEqual({ allowed: true });
  expect(await one.take()).toEqual({ allowed: true });
  expect(await one.take()).toMatchObject({ allowed: false });
  await redis.stop();
  await close();
});

it('createBudget in Redis starts a new window after its time, even below one second', async () => {
  const redis = await startRedis();
  const { storage, check, close } = await openStorage(redis.url);
  await check();
  const budget = createBudget(storage, { points: 1, durationMs: 1_500, name: 'instance' });
  await budget.take();
  const spent = await budget.take();
  expect(spent).toMatchObject({ allowed: false });
  if (!spent.allowed) expect(spent.retryAfterMs).toBeLessThanOrEqual(2_000);
  const short = createBudget(storage, { points: 1, durationMs: 500, name: 'short' });
  await short.take();
  const again = await short.take();
  // Without an expiry, this would be -1.
  if (!again.allowed) expect(again.retryAfterMs).toBeGreaterThan(0);
  expect(again.allowed).toBe(false);
  await close();
  await redis.stop();
});

it('createBudget opens a window again within its time after the clock of Redis has stepped back', async () => {
  const redis = await startRedis();
  const { storage, check, close } = await openStorage(redis.url);
  await check();
  const budget = createBudget(storage, { points: 1, durationMs: 60_000, name: 'instance' });
  await budget.take();
  // After a step, a key has the time left that it had, and that of the step.
  const { client, prefix } = driverTraits(storage).redis ?? expect.fail('The storage is no Redis.');
  const key = `${prefix}budget:instance`;
  expect(await client.eval(`return redis.call('pexpire', KEYS[1], ARGV[1])`, 1, key, `${3 * DAY}`)).toBe(1);
  const taken = await budget.take();
  expect(taken).toMatchObject({ allowed: false });
  if (!taken.allowed) expect(taken.retryAfterMs).toBeLessThanOrEqual(60_000);
  expect(await client.pttl(key)).toBeLessThanOrEqual(60_000);
  await close();
  await redis.stop();
});

it('createBudget does not call a Redis that is known to be down', async () => {
  const redis = await startRedis();
  const { storage, check, close } = await openStorage(redis.url);
  await check();
  let isDown = true;
  const options = { points: 1, durationMs: 60_000, name: 'instance' };
  const one = createBudget(storage, { ...options, isDown: () => isDown });
  expect(await one.take()).toEqual({ allowed: true });
  expect(await one.take()).toMatchObject({ allowed: false });
  // Redis has counted no request.
  isDown = false;
  expect(await one.take()).toEqual({ allowed: true });
  expect(await createBudget(storage, options).take()).toMatchObject({ allowed: false });
  await close();
  await redis.stop();
});

it('createBudget shares one limit between all replicas on a Redis', async () => {
  const options = { points: 10, durationMs: 60_000, name: 'instance' };
  const redis = await startRedis();
  const replicas = await Promise.all([openStorage(redis.url), openStorage(redis.url)]);
  await Promise.all(replicas.map(({ storage }) => storage.hasItem('connect')));
  const budgets = replicas.map(({ storage }) => createBudget(storage, options));
  const answers = [];
  for (let index = 0; index < 15; index += 1) answers.push(await budgets[index % 2]?.take());
  expect(answers.filter((answer) => answer?.allowed)).toHaveLength(10);
  const refused = answers.at(-1);
  expect(refused).toEqual({ allowed: false, retryAfterMs: expect.any(Number) });
  for (const { close } of replicas) await close();
  await redis.stop();
});

it('createBudget counts in the process without a Redis, or if it is unreachable', async () => {
  const options = { points: 2, durationMs: 60_000, name: 'instance' };
  const { storage, close } = await openStorage('redis://127.0.0.1:1', {});
  for (const budget of [
    createBudget(undefined, options),
    createBudget(createStorage(), options),
    createBudget(storage, options),
  ]) {
    const answers = [await budget.take(), await budget.take(), await budget.take()];
    expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  }
  await close();
});
