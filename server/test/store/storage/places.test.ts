import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWawpClient, openStore, type PictureGatewayEvent } from 'chat-avatar-server';
import { enrichContacts, forgetChat, listStoredFaces } from 'chat-avatar-server/enricher';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubSource } from '../../../../test/support/sources.js';
import { importDriver } from '../../../src/store/storage/open/importDriver.js';
import { FACE, gatewayOf, JOHN, only, SHOWN } from '../../gateway/gateways.fixture.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function storedIn(storage: Parameters<typeof listStoredFaces>[0]['storage']) {
  const chatIds: string[] = [];
  for await (const face of listStoredFaces({ storage })) {
    expect((await face.readImage())?.byteLength).toBeGreaterThan(0);
    chatIds.push(face.chatId);
  }
  return chatIds;
}

describe('a place as the storage option', () => {
  it('is opened by the first request of a gateway, and shared by all gateways with the same place', async () => {
    const place = join(folder, 'store');
    const source = stubSource(() => FACE);
    const first = gatewayOf({ storage: place, source });
    expect(await readdir(folder)).toEqual([]);
    expect((await only(first.get(JOHN))).picture).toEqual(SHOWN);
    expect((await only(gatewayOf({ storage: place, source }).get(JOHN))).picture).toEqual(SHOWN);
    expect(source.calls).toHaveLength(1);
  });

  it('works for enrichContacts, listStoredFaces and forgetContact', async () => {
    const place = join(folder, 'store');
    const source = Object.assign(
      stubSource(() => FACE),
      { getChatsOverview: async () => [{ chatId: JOHN as never }] },
    );
    expect((await enrichContacts({ source, storage: place })).counts.stored).toBe(1);
    expect(await storedIn(place)).toEqual([JOHN]);
    expect((await forgetChat({ storage: place, chatId: JOHN })).pictures).toBe(1);
    expect(await storedIn(place)).toEqual([]);
  });

  it.each([
    ['ftp://host', /"ftp" is no kind of picture store\. Name a folder/],
    [' ', /The name of the picture store is empty/],
    ['s3://bucket', /set AWS_ACCESS_KEY_ID in the environment too/],
    ['redis://host/0?prefix=*', /The location of the Redis is invalid\. Write redis:\/\/host/],
  ])('throws in createPictureGateway if it is invalid: %j', (storage, message) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'half-of-a-key');
    expect(() => gatewayOf({ storage })).toThrow(TypeError);
    expect(() => gatewayOf({ storage })).toThrow(message);
  });

  it('answers 503 if it cannot be opened, and tries again with the next request', async () => {
    const place = join(folder, 'store');
    await writeFile(place, 'a file');
    const events: PictureGatewayEvent[] = [];
    const { get } = gatewayOf({ storage: place, onEvent: (event) => events.push(event) });
    const response = await get(JOHN);
    expect([response.status, (await response.json()).code]).toEqual([503, 'store-unavailable']);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(events).toEqual([
      { type: 'store-failed', error: expect.objectContaining({ code: 'bad-location' }) },
    ]);
    await rm(place);
    expect((await only(get(JOHN))).picture).toEqual(SHOWN);
  });
});

describe('openStore', () => {
  it('opens a storage for the gateway and the enricher, with dispose()', async () => {
    const storage = await openStore(join(folder, 'store'));
    expect((await only(gatewayOf({ storage }).get(JOHN))).picture).toEqual(SHOWN);
    expect(await storedIn(storage)).toEqual([JOHN]);
    await storage.dispose();
  });

  it('rejects with bad-location for an invalid place', async () => {
    await expect(openStore('ftp://host')).rejects.toMatchObject({ code: 'bad-location' });
  });
});

it('the error of a missing driver package names the command that installs it', async () => {
  const cause = new Error("Cannot find package 'ioredis'");
  const load = () => Promise.reject(cause);
  await expect(importDriver('Redis', 'ioredis@5', load)).rejects.toMatchObject({
    name: 'StoreError',
    code: 'missing-package',
    message: expect.stringContaining('npm install ioredis@5'),
    cause,
  });
});

it('chat-avatar-server exports the Wawp client of chat-avatar', () => {
  const client = createWawpClient({ instanceId: '1', accessToken: 'any' });
  expect(client.getChatPicture).toBeTypeOf('function');
});
