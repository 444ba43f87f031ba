import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStorage, prefixStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis } from '../../../test/support/redis.js';
import { stubSource } from '../../../test/support/sources.js';
import { createLease } from '../../src/store/lease/createLease.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { FACE, gatewayOf, JOHN } from './gateways.fixture.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cooldown-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the cool-down of gateways on one folder', () => {
  it('is one for all, and over when the clock of the gateway says so', async () => {
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

it('is one for two gateways on one storage in memory', async () => {
  const source = stubSource(() => FACE);
  const storage = createStorage();
  const [one, other] = [gatewayOf({ source, storage }), gatewayOf({ source, storage })];
  expect((await one.refresh(JOHN)).status).toBe(200);
  expect((await other.refresh(JOHN)).status).toBe(429);
  expect(source.refreshes()).toBe(1);
});

describe.each(['a folder', 'Redis'])('on %s', (name) => {
  const open = async () => {
    const redis = name === 'Redis' ? await startRedis() : undefined;
    const opened = await openStorage(redis?.url ?? (await mkdtemp(join(folder, 'store-'))));
    const close = () => opened.close().then(redis?.stop);
    return { storage: opened.storage, close };
  };

  it('who is late hears how long it still lasts, not how long it lasts at all', async () => {
    const { storage, close } = await open();
    await createLease(storage).acquire(`refresh:${JOHN}`, 20_000, { outlivesProcess: true });
    const response = await gatewayOf({ storage }).refresh(JOHN);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toSatisfy((s: number) => s > 10 && s <= 20);
    await close();
  });

  it('two prefixes have two cool-downs', async () => {
    const { storage, close } = await open();
    for (const prefix of ['a', 'b']) {
      const gateway = gatewayOf({ storage: prefixStorage(storage, prefix) });
      expect((await gateway.refresh(JOHN)).status).toBe(200);
      expect((await gateway.refresh(JOHN)).status).toBe(429);
    }
    await close();
  });
});
