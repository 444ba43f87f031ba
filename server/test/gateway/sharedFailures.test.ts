import { ChatPictureError } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { countCalls } from '../support/watchStorage.js';
import { gatewayOf, numbers, settled } from './gateways.fixture.js';

const SECOND = 1_000;
const rateLimit = { limit: 10_000, windowMs: 1_000 };

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A gateway whose source fails for every chat, and the calls of its store that concern failures. */
function failingGateway() {
  const source = stubSource(() => new ChatPictureError('server-error', 'No.'));
  const { storage, calls } = countCalls(createStorage());
  const { get } = gatewayOf({ source, storage, rateLimit, now: () => 1_000_000 });
  const listed = () => calls.splice(0).filter((call) => call.includes('failures-'));
  return { source, storage, get, listed };
}

it('the failures of 200 chats cost a read before the questions, and a read and a write a second after them', async () => {
  const { source, get, listed } = failingGateway();
  const chats = numbers(200);
  await Promise.all([0, 100].map((from) => get(...chats.slice(from, from + 100))));
  await settled();
  expect(source.calls).toHaveLength(200);
  const [, ...later] = listed();
  expect(later.filter((call) => call.startsWith('setItem'))).toHaveLength(1);
  expect(later.filter((call) => call.startsWith('getItem'))).toHaveLength(1);

  await vi.advanceTimersByTimeAsync(SECOND);
  expect(listed().map((call) => call.split(' ')[0])).toEqual(['getItem', 'setItem']);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(listed()).toEqual([]);
});

it('of more than 500 failures, those with the longest pauses are shared, and none names a chat', async () => {
  const { storage, get } = failingGateway();
  const chats = numbers(600);
  for (let from = 0; from < chats.length; from += 100) await get(...chats.slice(from, from + 100));
  await vi.advanceTimersByTimeAsync(SECOND);
  const [key = ''] = (await storage.getKeys('settings')).filter((name) => name.includes('failures-'));
  const list = (await storage.getItem<Record<string, unknown>>(key)) ?? {};
  expect(Object.keys(list)).toHaveLength(500);
  expect(JSON.stringify(list)).not.toMatch(/20100000/);
});
