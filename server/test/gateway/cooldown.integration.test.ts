import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, prefixStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { stubSource } from '../../../test/support/sources.js';
import { createLease } from '../../src/store/lease/createLease.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { removeStore } from '../support/removeStore.js';
import { FACE, gatewayOf, JOHN } from './gateways.fixture.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cooldown-'));
});
afterAll(() => removeStore(folder));

describe('the refresh cool-down of gateways on one folder', () => {
  it('is shared, and ends by the clock of the gateway', async () => {
    let time = Date.parse('2026-11-01T12:00:00Z');
    const source = stubSource(() => FACE);
    const open = () =>
      gatewayOf({ source, now: () => time, storage: createStorage({ driver: fsDriver({ base: folder }) }) });
    const [one, other] = [open(), open()];
    expect((await one.refresh(JOHN)).status).toBe(200);
    expect((await other.refresh(JOHN)).status).toBe(429);
    expect(source.refreshes()).toBe(1);
    time += 60_000;
    expect((await one.refresh(JOHN)).status).toBe(200);
    expect(source.refreshes()).toBe(2);
  });
});

it('two gateways on one in-memory storage share the refresh cool-down', async () => {
  const source = stubSource(() => FACE);
  const storage = createStorage();
  const [one, other] = [gatewayOf({ source, storage }), gatewayOf({ source, storage })];
  expect((await one.refresh(JOHN)).status).toBe(200);
  expect((await other.refresh(JOHN)).status).toBe(429);
  expect(source.refreshes()).toBe(1);
});

describe.each(['a folder', 'Redis'])('the refresh cool-down on %s', (name) => {
  const open = async () => {
    const redis = name === 'Redis' ? await startRedis() : undefined;
    const opened = await openStorage(redis?.url ?? (await mkdtemp(join(folder, 'store-'))));
    const close = () => opened.close().then(redis?.stop);
    return { storage: opened.storage, close };
  };

  it('Retry-After is the remaining time of the lease', async () => {
    const { storage, close } = await open();
    const namespace = 'team';
    await createLease(storage).acquire(`refresh:${namespace}:${JOHN}`, 20_000, { outlivesProcess: true });
    const response = await gatewayOf({ storage, namespace }).refresh(JOHN);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toSatisfy((s: number) => s > 10 && s <= 20);
    await close();
  });

  it('is separate for each prefix', async () => {
    const { storage, close } = await open();
    for (const prefix of ['a', 'b']) {
      const gateway = gatewayOf({ storage: prefixStorage(storage, prefix) });
      expect((await gateway.refresh(JOHN)).status).toBe(200);
      expect((await gateway.refresh(JOHN)).status).toBe(429);
    }
    await close();
  });
});
