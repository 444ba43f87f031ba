import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, askUrl, call, emulatorWith, JOHN, refreshUrl, START } from './emulator.fixture.js';

const PICTURE = `https://api.wawp.net/v2/chats/picture?chatId=${JOHN}`;

describe('credentials', () => {
  it.each([
    ['the query', `${PICTURE}&instance_id=one&access_token=secret`, {}],
    ['the access-token header', `${PICTURE}&instance_id=one`, { 'access-token': 'secret' }],
    ['a bearer', PICTURE, { authorization: 'Bearer secret', 'x-instance-id': 'one' }],
  ])('are taken from %s', async (_, url, headers) => {
    const emulator = emulatorWith('picture', { instanceId: 'one', accessToken: 'secret' });
    expect((await emulator.fetch(url, { headers })).status).toBe(200);
  });

  it('may have any value by default, but not an empty one', async () => {
    const emulator = emulatorWith('picture');
    const missing = await emulator.fetch(`${PICTURE}&instance_id=one`);
    expect(missing.status).toBe(401);
    expect(await missing.json()).toEqual({
      status: 401,
      message: 'Unauthorized - Invalid or Missing Access Token',
      error: 'Unauthorized',
    });
    expect((await emulator.fetch(`${PICTURE}&access_token=secret`)).status).toBe(400);
  });

  it('are compared with the instanceId and accessToken options', async () => {
    const emulator = emulatorWith('picture', { instanceId: 'two', accessToken: 'other' });
    expect((await ask(emulator)).status).toBe(401);
    expect((await ask(emulator, JOHN, { access_token: 'other' })).status).toBe(404);
    expect((await ask(emulator, JOHN, { access_token: 'other', instance_id: 'two' })).status).toBe(200);
  });
});

describe('the session', () => {
  it('answers the engine’s 422 for everything while it is stopped', async () => {
    const emulator = emulatorWith('picture');
    emulator.session.stop();
    const response = await ask(emulator);
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({
      error: expect.any(String),
      session: 'default',
      status: 'STOPPED',
      expected: ['WORKING'],
    });
    expect((await call(emulator, '/v2/chats/overview')).status).toBe(422);
  });

  it('works once it has started, on the emulator’s clock', async () => {
    const emulator = emulatorWith('picture', { sessionStartMs: 5000 });
    emulator.session.stop();
    expect(await (await call(emulator, '/v2/session/start', {}, { method: 'POST' })).json()).toMatchObject({
      status: 'STARTING',
    });
    emulator.clock.advance(4999);
    expect((await ask(emulator)).status).toBe(422);
    emulator.clock.advance(1);
    expect(emulator.session.status).toBe('WORKING');
    expect((await ask(emulator)).status).toBe(200);
  });

  it('tells its status to GET and POST, with a QR code only while one is to be scanned', async () => {
    const emulator = emulatorWith('picture');
    expect(await (await call(emulator, '/v2/session/info')).json()).toEqual({
      name: 'default',
      status: 'WORKING',
    });
    emulator.session.set('SCAN_QR_CODE');
    const info = await call(emulator, '/v2/session/info', {}, { method: 'POST' });
    expect(await info.json()).toEqual({ name: 'default', status: 'SCAN_QR_CODE', qr: expect.any(String) });
    await call(emulator, '/v2/session/stop', {}, { method: 'POST' });
    expect(emulator.session.status).toBe('STOPPED');
  });
});

describe('the overview', () => {
  const chats = ['1', '2', '3'].map((digit, index) => ({
    id: `44700000000${digit}@c.us`,
    name: `Person ${digit}`,
    unreadCount: index,
    lastMessage: { body: 'Hi', timestamp: START + index * 1000 },
  }));
  const ids = async (response: Response) => (await response.json()).map((chat: { id: string }) => chat.id);

  it('lists all chats, the latest message first, with times in seconds', async () => {
    const response = await call(createWawpEmulator({ chats }), '/v2/chats/overview');
    const list = await response.json();
    expect(list.map((chat: { id: string }) => chat.id)).toEqual(chats.map(({ id }) => id).toReversed());
    expect(list[0]).toEqual({
      id: '447000000003@c.us',
      name: 'Person 3',
      unreadCount: 2,
      lastMessage: { id: expect.any(String), body: 'Hi', timestamp: START / 1000 + 2 },
    });
  });

  it('heeds limit and offset when they are given', async () => {
    const emulator = createWawpEmulator({ chats });
    const page = await call(emulator, '/v2/chats/overview', { limit: '1', offset: '1' });
    expect(await ids(page)).toEqual(['447000000002@c.us']);
    expect(await ids(await call(emulator, '/v2/chats/overview', { offset: '9' }))).toEqual([]);
    expect((await call(emulator, '/v2/chats/overview', { limit: 'many' })).status).toBe(400);
  });

  it('comes as an object with numeric keys, and with pictures, when told to', async () => {
    const options = { chats, overviewShape: 'numeric-keys', overviewPictures: true } as const;
    const body = await (await call(createWawpEmulator(options), '/v2/chats/overview')).json();
    expect(Object.keys(body)).toEqual(['0', '1', '2']);
    expect(body['0'].picture).toMatch(/^https:/);
  });

  it('is read by the client in both shapes', async () => {
    for (const overviewShape of ['array', 'numeric-keys'] as const) {
      const { fetch } = createWawpEmulator({ overviewShape });
      const client = createWawpClient({ instanceId: 'one', accessToken: 'secret', fetch });
      const [first] = await client.getChatsOverview();
      expect(first).toMatchObject({ chatId: JOHN, name: 'John Doe', unreadCount: 5 });
    }
  });

  it('does not wait for chats that hang', async () => {
    const emulator = createWawpEmulator({ overviewPictures: true });
    expect((await call(emulator, '/v2/chats/overview')).status).toBe(200);
  });
});

describe('the log', () => {
  it('records requests without credentials', async () => {
    const emulator = emulatorWith('picture');
    await refreshUrl(emulator);
    await call(emulator, '/v2/chats/overview');
    await emulator.fetch((await askUrl(emulator)) ?? '');
    expect(emulator.requests).toEqual([
      { method: 'GET', path: '/v2/chats/picture', chatId: JOHN, refresh: true, at: START },
      { method: 'GET', path: '/v2/chats/overview', at: START },
      { method: 'GET', path: '/v2/chats/picture', chatId: JOHN, refresh: false, at: START },
      { method: 'GET', path: expect.stringMatching(/^\/v\//), at: START },
    ]);
    expect(JSON.stringify(emulator.requests)).not.toContain('secret');
    expect(emulator.requestCount()).toBe(2);
    expect(emulator.requestCount(JOHN.replace('c.us', 's.whatsapp.net'))).toBe(2);
    expect(emulator.requestCount('447000000001@c.us')).toBe(0);
  });
});

it('restores its initial state with reset()', async () => {
  const emulator = emulatorWith('picture');
  const first = await askUrl(emulator);
  emulator.setScenario(JOHN, 'server-error');
  emulator.setPicture(JOHN);
  emulator.session.stop();
  emulator.cdn.fail();
  emulator.clock.advance(1_000_000);
  emulator.reset();
  expect(emulator.requests).toEqual([]);
  expect(emulator.requestCount(JOHN)).toBe(0);
  expect(emulator.clock.now()).toBe(START);
  const url = (await askUrl(emulator)) ?? '';
  expect(url).not.toBe(first);
  expect(new URL(url).pathname).toBe(new URL(first ?? '').pathname);
  expect((await emulator.fetch(url)).status).toBe(200);
});

it('moves its clock to a time, and lets it run on from there', () => {
  let now = 1000;
  const { clock } = createWawpEmulator({ chats: 0, now: () => now });
  clock.set(500_000);
  now += 7;
  expect(clock.now()).toBe(500_007);
});

describe('invalid requests', () => {
  it.each([
    ['GET', '/v2/nothing', 404],
    ['POST', '/v2/chats/picture', 405],
    ['GET', '/v2/chats/picture', 400],
    ['GET', '/v/other.jpg', 403],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect((await call(emulatorWith('picture'), path, {}, { method })).status).toBe(status);
  });

  it('never cause an error of the server', async () => {
    const emulator = emulatorWith('picture');
    const paths = [
      '/v2/chats/picture',
      '/v2/chats/overview',
      '/v2/contacts/profile-picture',
      '/v/t61.24694-24/1_2_3_n.jpg',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.dictionary(
          fc.constantFrom('chatId', 'contactId', 'refresh', 'limit', 'offset', 'oe', 'oh', 'stp'),
          fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant(JOHN)),
        ),
        async (path, query) => {
          expect((await call(emulator, path, query)).status).toBeLessThan(500);
        },
      ),
    );
  });

  it.each([
    [{ chats: -1 }, /chats/],
    [{ chats: Number.NaN }, /chats/],
    [{ chats: [{ id: '201234567890' }] }, /201234567890@c\.us/],
    [{ delayMs: -5 }, /delayMs/],
    [{ pictureOrigin: 'pps.whatsapp.net' }, /pictureOrigin/],
    [{ rateLimit: { limit: -1 } }, /rateLimit\.limit/],
    [{ chatRateLimit: { limit: 1, windowMs: Number.NaN } }, /chatRateLimit\.windowMs/],
  ])('throws a TypeError that names the invalid option: %j', (options, message) => {
    expect(() => createWawpEmulator(options)).toThrow(TypeError);
    expect(() => createWawpEmulator(options)).toThrow(message);
  });
});
