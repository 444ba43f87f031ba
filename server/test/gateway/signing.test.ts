import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { gatewayOf, JOHN, only } from './gateways.fixture.js';

const SECRET = 'settings:image-signing-secret';
const MINUTE = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

type Gateway = ReturnType<typeof gatewayOf>;

const urlFrom = async (gateway: Gateway): Promise<string> => (await only(gateway.get(JOHN))).picture.url;
const statusAt = async (gateway: Gateway, url: string) => (await gateway.at(url)).status;

it('writes the signing secret back to a store that has lost it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const storage = createStorage();
  const one = gatewayOf({ storage });
  const url = await urlFrom(one);
  await storage.removeItem(SECRET);
  vi.advanceTimersByTime(6 * MINUTE);
  await urlFrom(one);
  expect(await storage.getItem(SECRET)).not.toBeNull();
  expect(await statusAt(gatewayOf({ storage }), url)).toBe(200);
});

it('takes over a newer secret from the store, and still accepts its own former one', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const storage = createStorage();
  const one = gatewayOf({ storage });
  const before = await urlFrom(one);
  await storage.setItem(SECRET, { value: 'of-another' });
  const other = gatewayOf({ storage });
  const after = await urlFrom(other);
  expect(after).not.toBe(before);
  vi.advanceTimersByTime(6_000);
  expect(await statusAt(one, after)).toBe(200);
  expect(await statusAt(one, before)).toBe(200);
  expect(await urlFrom(one)).toBe(after);
});

it('a URL stays valid on every gateway when the store has lost the secret and a new gateway has made another', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const storage = createStorage();
  const one = gatewayOf({ storage });
  const url = await urlFrom(one);
  await storage.removeItem(SECRET);
  const two = gatewayOf({ storage });
  expect(await urlFrom(two)).not.toBe(url);
  vi.advanceTimersByTime(10_000);
  expect(await urlFrom(one)).toBe(await urlFrom(two));
  expect(await statusAt(two, url)).toBe(200);
  vi.advanceTimersByTime(2 * MINUTE);
  for (const gateway of [one, two, gatewayOf({ storage })]) expect(await statusAt(gateway, url)).toBe(200);
});

it('replaces an empty secret in the store', async () => {
  const storage = createStorage();
  await storage.setItem(SECRET, { value: '' });
  await urlFrom(gatewayOf({ storage }));
  expect(await storage.getItem(SECRET)).toEqual({ value: expect.stringMatching(/^.{40,}$/) });
});

it('refuses a signature by another secret every time', async () => {
  const url = await urlFrom(gatewayOf({ signingSecret: 'of-another-gateway' }));
  const gateway = gatewayOf();
  await urlFrom(gateway);
  for (let i = 0; i < 3; i += 1) expect(await statusAt(gateway, url)).toBe(403);
});
