import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { watchStorage } from '../support/watchStorage.js';
import { faces, gatewayOf, numbers } from './gateways.fixture.js';

const CHATS = 200;
const CHATS_PER_REQUEST = 50;

/** How long the store takes for each call, in ms of the fake clock. It answers one call after another. */
const CALL_MS = 30;

afterEach(() => {
  vi.useRealTimers();
});

it('a store that answers one call after another gets no more at a time than it answers within its time', async () => {
  const storage = createStorage();
  const source = faces();
  const chatIds = numbers(CHATS);
  const batches = Array.from({ length: CHATS / CHATS_PER_REQUEST }, (_, index) =>
    chatIds.slice(index * CHATS_PER_REQUEST, (index + 1) * CHATS_PER_REQUEST),
  );
  const first = gatewayOf({ source, storage, rateLimit: { limit: CHATS, windowMs: 1_000 } });
  for (const batch of batches) await first.get(...batch);

  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  let turn = Promise.resolve();
  const serial = watchStorage(storage, () => {
    turn = turn.then(() => void vi.advanceTimersByTime(CALL_MS));
    return turn;
  });
  const events: PictureGatewayEvent[] = [];
  const { get } = gatewayOf({ source, storage: serial, onEvent: (event) => events.push(event) });
  const answers = await Promise.all(batches.map(async (batch) => (await get(...batch)).json()));
  expect(events.map(({ type }) => type)).not.toContain('store-failed');
  expect(source.calls).toHaveLength(CHATS);
  const shown = answers.flatMap(({ pictures }) => pictures.map((item: { picture?: object }) => item.picture));
  expect(shown).toEqual(chatIds.map(() => expect.objectContaining({ status: 'available' })));
});
