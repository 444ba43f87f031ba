import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureGatewayOptions } from 'chat-avatar-server';
import { forgetChat } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { stubSource } from '../../../../test/support/sources.js';
import { FACE, faceOf, gatewayOf, JOHN, MONA, numbers, only, SHOWN, settled } from '../gateways.fixture.js';

const DAY = 24 * 60 * 60 * 1000;
const NOON = Date.parse('2026-11-01T12:00:00Z');
const NONE = { status: 'none', reason: 'empty' };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** A storage that counts the calls of its driver. */
function countedStorage() {
  const storage = createStorage();
  const calls: string[] = [];
  for (const name of ['getItem', 'getItemRaw', 'hasItem', 'setItem', 'setItemRaw'] as const) {
    const method = storage[name].bind(storage) as (...args: unknown[]) => Promise<never>;
    storage[name] = async (...args: unknown[]) => {
      calls.push(`${name} ${args[0]}`);
      return method(...args);
    };
  }
  return { storage, calls };
}

/** Two requests: one loads the chats, and one starts the look for erasures, without which memory serves nothing. */
async function warmUp({ get }: ReturnType<typeof gatewayOf>, ...chatIds: string[]) {
  await get(...chatIds);
  await get(...chatIds);
  await settled();
}

function counts() {
  const hmacs = vi.spyOn(crypto, 'createHmac');
  syncBuiltinESMExports();
  const timers = vi.spyOn(globalThis, 'setTimeout');
  return () => ({ hmacs: hmacs.mock.calls.length, timers: timers.mock.calls.length });
}

it('answers 60 warm chats without a store call, a signature or a timer', async () => {
  const { storage, calls } = countedStorage();
  const gateway = gatewayOf({ storage });
  const chatIds = numbers(60);
  await warmUp(gateway, ...chatIds);
  const before = calls.length;
  const counted = counts();
  const { pictures } = await (await gateway.get(...chatIds)).json();
  expect(counted()).toEqual({ hmacs: 0, timers: 0 });
  expect(pictures.map(({ chatId }: { chatId: string }) => chatId)).toEqual(chatIds);
  expect(calls.slice(before)).toEqual([]);
});

it('reads a chat that is asked for all the time about once a second', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { storage, calls } = countedStorage();
  const gateway = gatewayOf({ storage });
  await warmUp(gateway, JOHN);
  const reads = () => calls.filter((call) => call === `getItem chats:${JOHN}`).length;
  const before = reads();
  for (let ms = 0; ms < 10_000; ms += 100) {
    vi.advanceTimersByTime(100);
    await gateway.get(JOHN);
    await settled();
  }
  expect(reads() - before).toBeGreaterThan(3);
  expect(reads() - before).toBeLessThan(16);
});

it('signs nothing for a chat that was read again and shows the same', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const gateway = gatewayOf();
  await warmUp(gateway, JOHN);
  vi.advanceTimersByTime(60_000);
  const counted = counts();
  expect((await only(gateway.get(JOHN))).picture).toEqual(SHOWN);
  expect(counted().hmacs).toBe(0);
});

function replicas(options: Partial<PictureGatewayOptions> = {}) {
  const storage = createStorage();
  let answer: ChatPicture = FACE;
  const source = stubSource(() => answer);
  const make = () => gatewayOf({ storage, source, now: () => NOON, refreshCooldownMs: 0, ...options });
  const show = (next: ChatPicture) => {
    answer = next;
  };
  return { storage, one: make(), other: make(), show };
}

it('shows a refresh at once, and that of another replica within 2 s', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { one, other, show } = replicas();
  for (const gateway of [one, other]) await warmUp(gateway, JOHN);
  const { picture: before } = await only(other.get(JOHN));
  show(faceOf(0xff0000));
  await one.refresh(JOHN);
  const { picture: after } = await only(one.get(JOHN));
  expect(after.url).not.toBe(before.url);
  vi.advanceTimersByTime(2_000);
  // The look for erasures is recent, because of another chat.
  await warmUp(other, MONA);
  expect((await only(other.get(JOHN))).picture.url).toBe(after.url);
});

it.each([false, true])('shows a forgotten chat no longer than 2 s, blocked: %s', async (block) => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { storage, one, other, show } = replicas();
  for (const gateway of [one, other]) await warmUp(gateway, JOHN);
  await forgetChat({ storage, chatId: JOHN, block });
  show({ status: 'none', reason: 'empty' });
  vi.advanceTimersByTime(2_000);
  for (const gateway of [one, other]) expect((await only(gateway.get(JOHN))).picture).toEqual(NONE);
});

it('authorizes every request once, and refuses a caller although the chats are in memory', async () => {
  const seen: string[] = [];
  const authorize = vi.fn(async (request: Request) => {
    const user = request.headers.get('x-user') ?? '';
    seen.push(user);
    return user === 'ann';
  });
  const { at } = gatewayOf({ authorize });
  const as = (user: string, chatId = JOHN) =>
    at(`/pictures?chatId=${chatId}`, { headers: { 'x-user': user } });
  for (let round = 0; round < 3; round += 1) {
    expect((await as('ann')).status).toBe(200);
    await settled();
  }
  const refused = await as('eve');
  expect([refused.status, (await refused.json()).code]).toEqual([403, 'forbidden']);
  expect((await as('ann', '15550001111@c.us')).status).toBe(200);
  expect(seen).toEqual(['ann', 'ann', 'ann', 'eve', 'ann']);
});

it('signs new URLs when the day of the old ones is over, also after the clock was set back', async () => {
  let now = NOON;
  const gateway = gatewayOf({ now: () => now, source: stubSource(() => FACE) });
  await warmUp(gateway, JOHN);
  const first = (await only(gateway.get(JOHN))).picture;
  now = first.expiresAt - DAY + 1;
  await warmUp(gateway, JOHN);
  const next = (await only(gateway.get(JOHN))).picture;
  expect(next.expiresAt).toBe(first.expiresAt + DAY);
  now = NOON;
  expect((await only(gateway.get(JOHN))).picture.expiresAt).toBe(first.expiresAt);
});

it('signs with the secret of the store as soon as it is known', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const storage = createStorage();
  const gateway = gatewayOf({ storage });
  await warmUp(gateway, JOHN);
  const { url } = (await only(gateway.get(JOHN))).picture;
  await storage.setItem('settings:image-signing-secret', { value: 'of another replica' });
  vi.advanceTimersByTime(6 * 60_000);
  expect((await only(gateway.get(JOHN))).picture.url).not.toBe(url);
});
