import { ChatPictureError } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deferred, stubSource } from '../../../test/support/sources.js';
import { FACE, gatewayOf, JOHN, MONA, numbers, only, settled } from './gateways.fixture.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Between two looks. */
const STEP = 10 * SECOND;
const DAY = 24 * 60 * MINUTE;
const stopped = () => new ChatPictureError('session-not-ready', 'The session is stopped.', { status: 422 });

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

function stoppedSession() {
  const clock = { time: 1_000_000 };
  const session = { isStopped: true };
  const source = stubSource(() => (session.isStopped ? stopped() : FACE));
  const events: PictureGatewayEvent[] = [];
  const storage = createStorage();
  const onEvent = (event: PictureGatewayEvent) => events.push(event);
  const gateway = gatewayOf({ source, storage, now: () => clock.time, onEvent });
  /** Each of these chats is looked at, by a hundred at a time. */
  const look = async (chatIds: string[]) => {
    const answers = [];
    for (let from = 0; from < chatIds.length; from += 100) {
      const { pictures } = await (await gateway.get(...chatIds.slice(from, from + 100))).json();
      answers.push(...pictures);
    }
    return answers;
  };
  const pauses = () => events.flatMap((event) => (event.type === 'source-paused' ? [event.durationMs] : []));
  return { ...gateway, clock, session, source, look, pauses };
}

it('a stopped session gets less than 40 questions about 400 chats in 10 min, and is noticed within 60 s', async () => {
  const { clock, session, source, look, pauses } = stoppedSession();
  const chats = numbers(400);
  for (let waited = 0; waited < 10 * MINUTE; waited += STEP) {
    const answers = await look(chats);
    expect(answers.every(({ error }) => error.code === 'session-not-ready')).toBe(true);
    clock.time += STEP;
  }
  expect(source.calls.length).toBeLessThan(40);
  expect(pauses()[0]).toBeLessThanOrEqual(2_500);
  expect(Math.max(...pauses())).toBe(60_000);

  session.isStopped = false;
  let waited = 0;
  for (; waited <= 2 * MINUTE; waited += STEP) {
    const answers = await look(chats);
    if (answers.some(({ picture }) => picture)) break;
    clock.time += STEP;
  }
  expect(waited).toBeLessThanOrEqual(60 * SECOND);
  clock.time += MINUTE;
  // A question that was not sent has spent nothing of the rate limit, which is 600 in a minute.
  const answers = await look(chats);
  expect(answers.every(({ picture }) => picture?.status === 'available')).toBe(true);
});

it('chats with a stored picture are shown while the session is stopped', async () => {
  const { clock, session, source, look, get } = stoppedSession();
  session.isStopped = false;
  await get(JOHN);
  session.isStopped = true;
  await look(numbers(100));
  expect((await only(get(JOHN))).picture.status).toBe('available');
  clock.time += DAY;
  await look(numbers(100));
  const before = source.calls.length;
  expect((await only(get(JOHN))).picture).toMatchObject({ status: 'available', stale: true });
  expect(source.calls).toHaveLength(before);
});

it('chats that fail for themselves do not pause a session that answers about others', async () => {
  const bad = new Set(numbers(60).filter((_, index) => index % 3 !== 2));
  const source = stubSource((chatId) => (bad.has(chatId) ? stopped() : FACE));
  const { get } = gatewayOf({ source, now: () => 1_000_000 });
  for (const chatId of numbers(60)) {
    expect(await only(get(chatId))).toHaveProperty(bad.has(chatId) ? 'error' : 'picture');
  }
  expect(source.calls).toHaveLength(60);
});

it('one chat that fails again and again does not pause the session', async () => {
  const { clock, source, get, pauses } = stoppedSession();
  for (let round = 0; round < 5; round += 1) {
    await get(JOHN);
    clock.time += MINUTE;
  }
  expect(source.asked(JOHN)).toBe(5);
  expect(pauses()).toEqual([]);
});

it('after a pause, one call is sent, and the others wait for its result', async () => {
  const clock = { time: 1_000_000 };
  const answer = deferred<typeof FACE>();
  const source = stubSource((_, __, call) => (call <= 3 ? stopped() : call === 4 ? answer.promise : FACE));
  const { get } = gatewayOf({ source, now: () => clock.time });
  for (const chatId of numbers(3)) await get(chatId);
  clock.time += 3 * SECOND;
  const asked = Promise.all([get(JOHN), get(MONA), get(...numbers(50).slice(3))]);
  await settled();
  await settled();
  expect(source.calls).toHaveLength(4);
  answer.resolve(FACE);
  for (const response of await asked) {
    const { pictures } = await response.json();
    expect(pictures.every(({ picture }: { picture?: unknown }) => picture)).toBe(true);
  }
  expect(source.calls).toHaveLength(3 + 1 + 48);
});
