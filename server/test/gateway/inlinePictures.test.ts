import { encode } from 'fast-png';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';
import { imageWork, processWork } from '../../src/images/imageWork.js';
import { gatewayOf, numbers, settled } from './gateways.fixture.js';

const PNG = encode({ width: 8, height: 8, channels: 3, depth: 8, data: new Uint8Array(8 * 8 * 3) });

/** A valid picture of almost 5 MB as a `data:` URL, different for each chat: decoders ignore bytes after the end of a PNG. */
function largePicture(chatId: string) {
  const bytes = Buffer.alloc(4_900_000);
  bytes.set(PNG);
  bytes.write(chatId, PNG.byteLength);
  return picture(`data:image/png;base64,${bytes.toString('base64')}`);
}

/** The number of bytes of undelivered pictures that may wait, and what the source may answer meanwhile. */
const MAX_ASKED = Math.ceil((32 * 1024 * 1024) / 6_533_334) + 10;

const decoders = [imageWork, processWork];
const stopDecoding = () => {
  for (const queue of decoders) queue.pause();
};
const startDecoding = () => {
  for (const queue of decoders) queue.start();
};

// Pictures of 5 MB take as long as the machine lets them: no time-out may run meanwhile.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  startDecoding();
});

/** Resolves when no promise makes progress without a timer. */
async function idle(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count();
    for (let turn = 0; turn < 200; turn += 1) await settled();
  }
}

it('the source is asked for no more inline pictures than memory may hold; all of them are delivered in the end', async () => {
  const chats = numbers(24);
  const source = stubSource(largePicture);
  const gateway = gatewayOf({
    source,
    storage: createStorage(),
    rateLimit: { limit: 1_000, windowMs: 1_000 },
  });
  stopDecoding();
  const answers = gateway.get(...chats).then((response) => response.json());
  await expect.poll(() => source.calls.length).toBeGreaterThan(4);
  await idle(() => source.calls.length);
  expect(source.calls.length).toBeLessThanOrEqual(MAX_ASKED);

  startDecoding();
  const { pictures } = await answers;
  expect(pictures.filter((item: { picture?: object }) => item.picture !== undefined)).toHaveLength(24);
  expect(source.calls.length).toBe(24);
});

it('a chat of another gateway of the process waits too, and no longer than timeoutMs', async () => {
  const crowding = stubSource(largePicture);
  const rateLimit = { limit: 1_000, windowMs: 1_000 };
  const crowded = gatewayOf({ source: crowding, storage: createStorage(), rateLimit });
  stopDecoding();
  const answers = crowded.get(...numbers(20)).then((response) => response.json());
  const source = stubSource(() => picture('https://pps.whatsapp.net/1.png'));
  const other = gatewayOf({ source, storage: createStorage(), timeoutMs: 300 });
  await expect.poll(() => crowding.calls.length).toBeGreaterThan(4);
  await idle(() => crowding.calls.length);
  const answer = other.get(...numbers(1)).then((response) => response.json());
  await idle(() => vi.getTimerCount());
  await vi.advanceTimersByTimeAsync(300);
  const { pictures } = await answer;
  expect(pictures[0].error.code).toBe('timeout');
  expect(source.calls).toEqual([]);
  startDecoding();
  await answers;
});
