import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { enrichContacts, forgetChat, type StoreLimit } from 'chat-avatar-server/enricher';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStorage } from '../../../src/store/storage/open/openStorage.js';
import { storeLimits } from '../../../src/store/storage/storeLimits.js';
import { NO_PICTURE, stubEnrichSource } from '../../enricher/stubEnrichSource.js';
import { gatewayOf, JOHN, MONA, only } from '../../gateway/gateways.fixture.js';
import { removeStore } from '../../support/removeStore.js';

const leases = vi.hoisted(() => ({ areRefused: false }));

// As for a user without a right to the folder of the leases, which no chmod takes from root.
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const refuseSome = (path: string) => {
    if (!leases.areRefused || !path.includes('.leases')) return;
    throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  };
  const access = async (path: string, mode: number) => {
    refuseSome(path);
    return files.access(path, mode);
  };
  const mkdir = async (path: string, options: { mode: number }) => {
    refuseSome(path);
    return files.mkdir(path, options);
  };
  const readdir = async (path: string, options: { withFileTypes: true }) => {
    refuseSome(path);
    return files.readdir(path, options);
  };
  return { ...files, access, mkdir, readdir };
});

let folder: string;
let store: Awaited<ReturnType<typeof openStorage>>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refused-leases-'));
  store = await openStorage(join(folder, 'store'));
});

afterEach(async () => {
  leases.areRefused = false;
  await store.close();
  await removeStore(folder);
});

const LIMIT = {
  type: 'store-limited',
  reason: 'no-shared-leases',
  message: expect.stringMatching(/^The leases in \.leases .* are refused.*chown.*\(EACCES\)$/),
};

it.each([
  ['before the start', true],
  ['while it runs', false],
])('a gateway whose leases are refused %s answers, and reports it once', async (_, isBefore) => {
  const events: PictureGatewayEvent[] = [];
  const { get } = gatewayOf({ storage: store.storage, onEvent: (event) => events.push(event) });
  leases.areRefused = isBefore;
  expect(await only(get(JOHN))).toMatchObject({ picture: { status: 'available' } });
  leases.areRefused = true;
  expect(await only(get(MONA))).toMatchObject({ picture: { status: 'available' } });
  await expect.poll(() => events.filter(({ type }) => type === 'store-limited')).toEqual([LIMIT]);
  expect(events.filter(({ type }) => type === 'store-failed')).toEqual([]);
});

describe('functions go on without leases that the store refuses, and report it once', () => {
  const { reason, message } = LIMIT;
  const limits: StoreLimit[] = [];
  const onStoreLimited = (limit: StoreLimit) => void limits.push(limit);
  afterEach(() => void limits.splice(0));

  it.each([
    ['before the start', true],
    ['while it runs', false],
  ])('enrichContacts, %s', async (_, isBefore) => {
    leases.areRefused = isBefore;
    const source = stubEnrichSource(3, () => {
      leases.areRefused = true;
      return NO_PICTURE;
    });
    const report = await enrichContacts({ source, storage: store.storage, concurrency: 1, onStoreLimited });
    expect(report.counts.none).toBe(3);
    expect(limits).toEqual([{ reason, message }]);
  });

  it('enrichContacts without a listener', async () => {
    leases.areRefused = true;
    const report = await enrichContacts({ source: stubEnrichSource(3), storage: store.storage });
    expect(report.counts.none).toBe(3);
  });

  it('forgetChat', async () => {
    await gatewayOf({ storage: store.storage }).get(JOHN);
    leases.areRefused = true;
    const options = { storage: store.storage, chatId: JOHN, onStoreLimited };
    expect(await forgetChat(options)).toMatchObject({ records: 1, pictures: 1 });
    expect(limits).toEqual([{ reason, message }]);
  });
});

it('enrich and doctor find it, and a store that does not exist has no limit', async () => {
  expect(await storeLimits(store.storage)).toEqual([]);
  leases.areRefused = true;
  const { reason, message } = LIMIT;
  expect(await storeLimits(store.storage)).toEqual([{ reason, message }]);
});
