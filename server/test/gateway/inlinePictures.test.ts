import { ChatPictureError } from 'chat-avatar/wawp';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { encode } from 'fast-png';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';
import { imageWork, processWork } from '../../src/images/imageWork.js';
import { FACE, gatewayOf, numbers, only, settled } from './gateways.fixture.js';

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
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
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

describe('while the pictures of another gateway take all the memory', () => {
  let crowd: Promise<unknown>;

  const fillMemory = async () => {
    const source = stubSource(largePicture);
    const rateLimit = { limit: 1_000, windowMs: 1_000 };
    const { get } = gatewayOf({ source, storage: createStorage(), rateLimit });
    stopDecoding();
    crowd = get(...numbers(20)).then((response) => response.json());
    await expect.poll(() => source.calls.length).toBeGreaterThan(4);
    await idle(() => source.calls.length);
  };
  beforeEach(fillMemory);

  const leave = async () => {
    startDecoding();
    await crowd;
  };

  it('a chat waits no longer than timeoutMs; it is told that the gateway is busy, and is asked about at once later', async () => {
    const source = stubSource(() => FACE);
    const { get } = gatewayOf({ source, timeoutMs: 300 });
    const answer = get(...numbers(1));
    await idle(() => vi.getTimerCount());
    await vi.advanceTimersByTimeAsync(300);
    const refused = await answer;
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await refused.json()).pictures[0].error).toEqual({
      code: 'rate-limited',
      detail: expect.stringMatching(
        /^The gateway was busy with other pictures for \d+ ms, and has not asked/,
      ),
      retryable: true,
      retryAfterMs: 1_000,
    });
    expect(source.calls).toEqual([]);
    await leave();
    expect((await only(get(...numbers(1)))).picture.status).toBe('available');
  });

  it('a refresh goes before the ordinary requests that wait', async () => {
    const source = stubSource(() => FACE);
    const { get, refresh } = gatewayOf({ source });
    const ordinary = get(...numbers(30));
    await idle(() => source.calls.length);
    const refreshed = refresh('201234567890@c.us');
    await idle(() => source.calls.length);
    expect(source.calls).toEqual([]);
    await leave();
    expect((await refreshed).status).toBe(200);
    await ordinary;
    // Ten at a time.
    expect(source.calls.slice(0, 10).some((call) => call.refresh)).toBe(true);
    expect(source.calls).toHaveLength(31);
  });

  it('a stored picture is served, at once from the second request on, and the chat has no failure', async () => {
    let time = 1_000_000;
    const events: PictureGatewayEvent[] = [];
    const source = stubSource((_, __, call) =>
      call === 2 ? new ChatPictureError('server-error', 'Wawp answered 500.') : FACE,
    );
    const onEvent = (event: PictureGatewayEvent) => void events.push(event);
    const { get } = gatewayOf({ source, now: () => time, onEvent });
    const [chat] = numbers(1) as [string];
    await leave();
    await get(chat);
    await fillMemory();
    time += 25 * 60 * 60 * 1000;
    const first = get(chat);
    await idle(() => vi.getTimerCount());
    await vi.advanceTimersByTimeAsync(3_000);
    const stale = { status: 'available', stale: true };
    expect((await only(first)).picture).toMatchObject(stale);
    expect((await only(get(chat))).picture).toMatchObject(stale);
    expect(source.calls).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'served-stale')).toMatchObject([
      {
        error: {
          code: 'timeout',
          message:
            'The picture takes longer than 3000 ms to load. It goes on loading: try again in a moment.',
        },
      },
    ]);
    await leave();
    await expect.poll(() => source.calls.length).toBe(2);
    // The failure of the source is the first of this chat, and is kept for 2 to 2.5 s.
    await expect.poll(() => events.some(({ type }) => type === 'source-failed')).toBe(true);
    time += 2_500;
    expect((await only(get(chat))).picture.stale).toBeUndefined();
  });
});
