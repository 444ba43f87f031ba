import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EVENTUALLY } from '../../../test/support/eventually.js';
import { deferred } from '../../../test/support/sources.js';
import { removeStore } from '../support/removeStore.js';
import { faces, gatewayOf, numbers } from './gateways.fixture.js';

/** Called before a file is opened, which waits for its promise. */
let beforeOpen: () => Promise<void> | undefined = () => undefined;

vi.mock('node:fs/promises', async (load) => {
  const files = await load<typeof import('node:fs/promises')>();
  return {
    ...files,
    open: async (...args: Parameters<typeof files.open>) => {
      await beforeOpen();
      return files.open(...args);
    },
  };
});

const CHATS = 1_000;
const CHATS_PER_REQUEST = 50;

/** How long a file takes to read, in ms of the fake clock: all together take far longer than the time-out of the store, 2 s. */
const READ_MS = 10;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slow-folder-'));
});
afterEach(async () => {
  beforeOpen = () => undefined;
  vi.useRealTimers();
  await removeStore(folder);
});

const batches = (chatIds: string[]) =>
  Array.from({ length: chatIds.length / CHATS_PER_REQUEST }, (_, index) =>
    chatIds.slice(index * CHATS_PER_REQUEST, (index + 1) * CHATS_PER_REQUEST),
  );

async function answersOf({ get }: ReturnType<typeof gatewayOf>, chatIds: string[]) {
  const bodies = await Promise.all(
    batches(chatIds).map(async (batch) => (await get(...batch)).json() as Promise<{ pictures: object[] }>),
  );
  return bodies.flatMap(({ pictures }) => pictures);
}

const available = expect.objectContaining({ picture: expect.objectContaining({ status: 'available' }) });

const FAKED = ['performance', 'setTimeout', 'clearTimeout'] as const;

it('shows 1,000 stored chats that are requested at once after a restart, and asks for none of them again', async () => {
  const source = faces();
  const chatIds = numbers(CHATS);
  const first = gatewayOf({ source, storage: folder, rateLimit: { limit: CHATS, windowMs: 1_000 } });
  for (const batch of batches(chatIds)) await answersOf(first, batch);

  vi.useFakeTimers({ toFake: [...FAKED] });
  beforeOpen = () => {
    vi.advanceTimersByTime(READ_MS);
    return undefined;
  };
  const events: PictureGatewayEvent[] = [];
  const restarted = gatewayOf({ source, storage: folder, onEvent: (event) => events.push(event) });
  const answers = await answersOf(restarted, chatIds);
  expect(events.map(({ type }) => type)).not.toContain('store-failed');
  expect(source.calls).toHaveLength(CHATS);
  expect(answers).toEqual(chatIds.map(() => available));
});

it('answers from memory within 2 s while the file system hangs, then at once, and from the folder when it is back', async () => {
  const source = faces();
  const chatIds = numbers(CHATS_PER_REQUEST);
  const gateway = gatewayOf({ source, storage: folder });
  const shown = chatIds.map(() => available);
  expect(await answersOf(gateway, chatIds)).toEqual(shown);

  vi.useFakeTimers({ toFake: [...FAKED] });
  // The last answer is no longer sent again.
  await vi.advanceTimersByTimeAsync(10_000);
  const [hanging, back] = [deferred<void>(), deferred<void>()];
  let calls = 0;
  beforeOpen = () => {
    calls += 1;
    if (calls === 2) hanging.resolve();
    return back.promise;
  };
  let isAnswered = false;
  const answer = answersOf(gateway, chatIds).finally(() => {
    isAnswered = true;
  });
  await hanging.promise;
  await vi.advanceTimersByTimeAsync(1_999);
  expect(isAnswered).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toEqual(shown);
  expect(await answersOf(gateway, chatIds)).toEqual(shown);
  expect(calls).toBe(2);

  back.resolve();
  await vi.waitFor(async () => {
    expect(await answersOf(gateway, chatIds)).toEqual(shown);
    expect(calls).toBeGreaterThan(2);
  }, EVENTUALLY);
  expect(source.calls).toHaveLength(CHATS_PER_REQUEST);
});
