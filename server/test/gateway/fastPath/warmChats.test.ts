import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { ChatPicture } from 'chat-avatar/wawp';
import type { PictureGatewayOptions } from 'chat-avatar-server';
import { forgetChat } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { stubSource } from '../../../../test/support/sources.js';
import { countCalls } from '../../support/watchStorage.js';
import { FACE, faceOf, gatewayOf, JOHN, MONA, numbers, only, SHOWN, settled } from '../gateways.fixture.js';

const DAY = 24 * 60 * 60 * 1000;
const NOON = Date.parse('2026-11-01T12:00:00Z');
const NONE = { status: 'none', reason: 'empty' };

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** Two requests: one loads the chats, and one makes their JSON with the signing secret at hand. */
async function warmUp({ get }: ReturnType<typeof gatewayOf>, ...chatIds: string[]) {
  await get(...chatIds);
  await get(...chatIds);
  await settled();
}

function countHmacs() {
  const hmacs = vi.spyOn(crypto, 'createHmac');
  syncBuiltinESMExports();
  return () => hmacs.mock.calls.length;
}

it('answers 60 warm chats without a signature, with a read of each record and a look for its image', async () => {
  const { storage, calls } = countCalls(createStorage());
  const gateway = gatewayOf({ storage });
  const chatIds = numbers(60);
  await warmUp(gateway, ...chatIds);
  const before = calls.length;
  const hmacs = countHmacs();
  const { pictures } = await (await gateway.get(...chatIds)).json();
  expect(hmacs()).toBe(0);
  expect(pictures.map(({ chatId }: { chatId: string }) => chatId)).toEqual(chatIds);
  const made = calls.slice(before);
  expect(made.filter((call) => call.startsWith('getItem chats:'))).toHaveLength(60);
  expect(made.filter((call) => call.startsWith('hasItem images:'))).toHaveLength(60);
  expect(made).toHaveLength(120);
});

it('signs nothing for a chat that was read again and shows the same', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const gateway = gatewayOf();
  await warmUp(gateway, JOHN);
  vi.advanceTimersByTime(60_000);
  // Reads the signing secret again, which is due as well.
  await gateway.get(MONA);
  const hmacs = countHmacs();
  expect((await only(gateway.get(JOHN))).picture).toEqual(SHOWN);
  expect(hmacs()).toBe(0);
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

it('shows a refresh at once, on every replica', async () => {
  const { one, other, show } = replicas();
  for (const gateway of [one, other]) await warmUp(gateway, JOHN);
  const { picture: before } = await only(other.get(JOHN));
  show(faceOf(0xff0000));
  await one.refresh(JOHN);
  const { picture: after } = await only(one.get(JOHN));
  expect(after.url).not.toBe(before.url);
  expect((await only(other.get(JOHN))).picture.url).toBe(after.url);
});

it.each([false, true])('shows a forgotten chat no longer, blocked: %s', async (block) => {
  const { storage, one, other, show } = replicas();
  for (const gateway of [one, other]) await warmUp(gateway, JOHN);
  await forgetChat({ storage, chatId: JOHN, block });
  show({ status: 'none', reason: 'empty' });
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
