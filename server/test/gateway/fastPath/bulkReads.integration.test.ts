import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from 'chat-avatar-server';
import { forgetChat } from 'chat-avatar-server/enricher';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RedisServer, startRedis } from '../../../../test/support/redis.js';
import { stubSource } from '../../../../test/support/sources.js';
import { removeStore } from '../../support/removeStore.js';
import { FACE, faceOf, faces, gatewayOf, JOHN, MONA, numbers, only, SHOWN } from '../gateways.fixture.js';

const NONE = { status: 'none', reason: 'empty' };

let redis: RedisServer;
let folder: string;
beforeAll(async () => {
  redis = await startRedis();
  folder = await mkdtemp(join(tmpdir(), 'bulk-'));
});
afterAll(async () => {
  await redis.stop();
  await removeStore(folder);
});
afterEach(() => vi.restoreAllMocks());

let places = 0;
const newPlace: Record<string, () => string> = {
  'a folder': () => join(folder, String(++places)),
  Redis: () => `${redis.url}/0?prefix=test-${++places}`,
};

it('reads the records and images of 60 known chats on Redis by two commands', async () => {
  const gateway = gatewayOf({ storage: newPlace.Redis?.(), signingSecret: 'a-long-random-secret' });
  const chatIds = numbers(60);
  for (let time = 0; time < 3; time += 1) await (await gateway.get(...chatIds)).text();
  const client = new Redis(redis.url);
  const monitor = await client.monitor();
  const commands: string[] = [];
  monitor.on('monitor', (_, [command, key]: string[]) => {
    if (!key?.includes('settings')) commands.push(String(command).toLowerCase());
  });
  const { pictures } = await (await gateway.get(...chatIds)).json();
  expect(pictures).toHaveLength(60);
  await expect.poll(() => commands).toContain('exists');
  monitor.disconnect();
  client.disconnect();
  expect(commands).toEqual(['mget', 'exists']);
});

describe.each(Object.entries(newPlace))('known chats on %s', (_, place) => {
  it('show at once what another process replaces and erases', async () => {
    const storage = place();
    let answer = FACE;
    const source = stubSource(() => answer);
    const one = gatewayOf({ storage, source });
    const other = gatewayOf({ storage, source });
    const seen = async () => (await only(one.get(JOHN))).picture;
    for (let time = 0; time < 3; time += 1) expect(await seen()).toEqual(SHOWN);
    const { url } = await seen();
    answer = faceOf(0xff0000);
    await other.refresh(JOHN);
    expect(await seen()).toEqual(SHOWN);
    expect((await seen()).url).not.toBe(url);
    await seen();
    await forgetChat({ storage, chatId: JOHN, block: true });
    expect(await seen()).toMatchObject(NONE);
  });

  it('load a picture again after its image is gone, and cost the other chats nothing', async () => {
    const storage = await openStore(place());
    const source = faces();
    const gateway = gatewayOf({ storage, source });
    for (let time = 0; time < 3; time += 1) await (await gateway.get(JOHN, MONA)).text();
    const [image = ''] = await storage.getKeys('images');
    await storage.removeItem(image);
    const { pictures } = await (await gateway.get(JOHN, MONA)).json();
    expect(pictures.map((item: { picture: unknown }) => item.picture)).toEqual([SHOWN, SHOWN]);
    expect(await storage.hasItem(image)).toBe(true);
    await storage.dispose();
  });

  it('are answered beside one with a record that is damaged or of a newer version', async () => {
    const storage = await openStore(place());
    const events: string[] = [];
    const gateway = gatewayOf({ storage, onEvent: ({ type }) => events.push(type) });
    const chatIds = numbers(3);
    for (let time = 0; time < 3; time += 1) await (await gateway.get(...chatIds)).text();
    await storage.setItem(`chats:${chatIds[0]}`, '{"v":1,"stat');
    await storage.setItem(`chats:${chatIds[1]}`, JSON.stringify({ v: 999, status: 'available' }));
    const { pictures } = await (await gateway.get(...chatIds)).json();
    expect(pictures).toMatchObject([{ picture: SHOWN }, { chatId: chatIds[1] }, { picture: SHOWN }]);
    expect(events).toContain('store-damaged');
    await storage.dispose();
  });
});

it('sends the same lines at once as one by one', async () => {
  const gateway = gatewayOf({ source: stubSource(() => FACE) });
  const slow = await (await gateway.stream(JOHN, MONA)).text();
  await (await gateway.stream(JOHN, MONA)).text();
  const fast = await (await gateway.stream(JOHN, MONA)).text();
  expect(fast.split('\n').sort()).toEqual(slow.split('\n').sort());
});
