import { expect, it } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { createBudget } from '../../src/store/createBudget.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';

it('is shared in Redis, and counts on alone while that says nothing', async () => {
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

it('in Redis begins anew after its time, and be that less than a second', async () => {
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
  // Without an end this would be -1.
  if (!again.allowed) expect(again.retryAfterMs).toBeGreaterThan(0);
  expect(again.allowed).toBe(false);
  await close();
  await redis.stop();
});

it('is not asked of a Redis that is known to be down', async () => {
  const redis = await startRedis();
  const { storage, check, close } = await openStorage(redis.url);
  await check();
  let isDown = true;
  const options = { points: 1, durationMs: 60_000, name: 'instance' };
  const one = createBudget(storage, { ...options, isDown: () => isDown });
  expect(await one.take()).toEqual({ allowed: true });
  expect(await one.take()).toMatchObject({ allowed: false });
  // Nothing was counted there.
  isDown = false;
  expect(await one.take()).toEqual({ allowed: true });
  expect(await createBudget(storage, options).take()).toMatchObject({ allowed: false });
  await close();
  await redis.stop();
});
