import type { PictureGatewayEvent } from 'chat-avatar-server';
import { encode } from 'fast-png';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';
import { imageWork } from '../../src/images/imageWork.js';
import { gatewayOf, JOHN, numbers } from './gateways.fixture.js';

const SECOND = 1_000;
const CHATS_PER_REQUEST = 50;

/** Downloads at a time. */
const RUNNING = 16;

const PNG = new Uint8Array(encode({ width: 8, height: 8, channels: 3, data: new Uint8Array(8 * 8 * 3) }));

const urlOf = (chatId: string) => `https://pps.whatsapp.net/v/${Number.parseInt(chatId, 10)}.png`;

afterEach(() => {
  imageWork.start();
  vi.useRealTimers();
});

/** A gateway whose source answers at once, and whose CDN delivers a picture only when `deliver` is called. */
function newGateway() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const source = stubSource((chatId) => picture(urlOf(chatId)));
  const pending: { url: string; send: () => void }[] = [];
  const requested: string[] = [];
  let ended = 0;
  let onEnd: () => void = () => undefined;
  const onEvent = ({ type }: PictureGatewayEvent) => {
    if (type !== 'picture-fetched') return;
    ended += 1;
    onEnd();
  };
  const fetchImage = (url: string) =>
    new Promise<Response>((resolve) => {
      requested.push(url);
      pending.push({ url, send: () => resolve(new Response(PNG)) });
    });
  const gateway = gatewayOf({ source, fetchImage, onEvent });
  return {
    ...gateway,
    source,
    pending,
    requested,
    /** Delivers the pictures that are being downloaded, and waits until they are decoded. */
    async deliver(count = pending.length) {
      const until = ended + count;
      for (const { send } of pending.splice(0, count)) send();
      if (ended < until) await new Promise<void>((resolve) => (onEnd = () => ended >= until && resolve()));
      await vi.advanceTimersByTimeAsync(0);
    },
    /** Requests these chats, 50 at a time. */
    ask(chatIds: string[]) {
      const states = new Map<string, string>();
      let answered = 0;
      for (let start = 0; start < chatIds.length; start += CHATS_PER_REQUEST) {
        void gateway.get(...chatIds.slice(start, start + CHATS_PER_REQUEST)).then(async (response) => {
          for (const { chatId, picture, error } of (await response.json()).pictures)
            states.set(chatId, picture?.status ?? error.code);
          answered += 1;
        });
      }
      return {
        states,
        count: (state: string) => [...states.values()].filter((found) => found === state).length,
        get isAnswered() {
          return answered === Math.ceil(chatIds.length / CHATS_PER_REQUEST);
        },
      };
    },
  };
}

describe('400 chats without a stored picture, and a CDN that takes 2 s for each', () => {
  it('are answered within 25 s; the rest goes on loading and is there at the next question, and no chat is asked for twice', async () => {
    const gateway = newGateway();
    const chatIds = numbers(400);
    const first = gateway.ask(chatIds);
    await expect.poll(() => gateway.source.calls).toHaveLength(400);
    let most = 0;
    const twoSeconds = async () => {
      most = Math.max(most, gateway.pending.length);
      await vi.advanceTimersByTimeAsync(2 * SECOND);
      await gateway.deliver();
    };
    for (let time = 0; time < 24; time += 2) await twoSeconds();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(first.isAnswered).toBe(true);
    expect(first.count('available')).toBeGreaterThanOrEqual(10 * RUNNING);
    expect(first.count('available') + first.count('rate-limited')).toBe(400);

    let last = first;
    for (let question = 0; question < 3 && last.count('available') < 400; question += 1) {
      last = gateway.ask(chatIds);
      while (!last.isAnswered) await twoSeconds();
    }
    expect(last.count('available')).toBe(400);
    expect(most).toBe(RUNNING);
    expect(gateway.source.calls).toHaveLength(400);
    expect(new Set(gateway.requested).size).toBe(400);
    expect(gateway.requested).toHaveLength(400);
  });
});

it('a picture that waits for its turn to be decoded is downloaded and asked for once', async () => {
  const gateway = newGateway();
  imageWork.pause();
  const asked = gateway.ask(numbers(RUNNING));
  await expect.poll(() => gateway.requested).toHaveLength(RUNNING);
  for (const { send } of gateway.pending.splice(0)) send();
  await vi.waitFor(() => expect(imageWork.size).toBe(RUNNING));
  await vi.advanceTimersByTimeAsync(14 * SECOND);
  imageWork.start();
  await vi.waitFor(() => expect(asked.isAnswered).toBe(true));
  expect(asked.count('available')).toBe(RUNNING);
  expect(gateway.requested).toHaveLength(RUNNING);
  expect(gateway.source.calls).toHaveLength(RUNNING);
});

it('a refresh does not wait behind the downloads of ordinary questions', async () => {
  const gateway = newGateway();
  gateway.ask(numbers(100));
  await expect.poll(() => gateway.requested).toHaveLength(RUNNING);
  const refreshed = gateway.refresh(JOHN);
  await expect.poll(() => gateway.requested).toContain(urlOf(JOHN));
  await gateway.deliver();
  expect((await (await refreshed).json()).picture.status).toBe('available');
});

it('a stalled CDN answers with the time-out of the downloads that hang, and rate-limited for those that wait', async () => {
  const gateway = newGateway();
  const asked = gateway.ask(numbers(50));
  await expect.poll(() => gateway.requested).toHaveLength(RUNNING);
  for (let time = 0; time < 25 && !asked.isAnswered; time += 1) await vi.advanceTimersByTimeAsync(SECOND);
  expect(asked.isAnswered).toBe(true);
  expect(asked.count('available')).toBe(0);
  expect(asked.count('timeout')).toBe(2 * RUNNING);
  expect(asked.count('rate-limited')).toBe(50 - 2 * RUNNING);
});
