import { openStore } from 'chat-avatar-server';
import sharp from 'sharp';
import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import { picture, stubSource } from '../../../test/support/sources.js';
import { DecoderEnded } from '../../src/images/decoder/DecoderEnded.js';
import type { DecoderAnswer } from '../../src/images/decoder/decoderProgram.js';
import { gatewayOf, JOHN, MONA, only } from './gateways.fixture.js';

const decoder = vi.hoisted(() => ({
  asked: 0,
  /** In place of the answer of a process. */
  answer: undefined as ((timedOut: () => Error) => DecoderAnswer) | undefined,
}));

vi.mock('../../src/images/decoder/decoders.js', async (load) => {
  const real = await load<typeof import('../../src/images/decoder/decoders.js')>();
  const askDecoder: typeof real.askDecoder = async (request, options) => {
    decoder.asked += 1;
    if (decoder.answer) return decoder.answer(options.timedOut);
    return real.askDecoder(request, options);
  };
  return { ...real, askDecoder };
});

afterEach(() => {
  decoder.answer = undefined;
});

const TOO_SLOW = () => ({ exceeded: true }) as const;
const NO_CPU_TIME = (timedOut: () => Error) => {
  throw timedOut();
};
const endedBy = (signal: NodeJS.Signals) => () => {
  throw new DecoderEnded({ signal, printed: '', hadPicture: true });
};
const CRASHED = endedBy('SIGSEGV');
const KILLED = endedBy('SIGKILL');

async function webpSource() {
  const bytes = await sharp(await photograph(200))
    .webp()
    .toBuffer();
  return stubSource(() => picture(`data:image/webp;base64,${bytes.toString('base64')}`));
}

async function newGateway() {
  const clock = { time: 1_000_000 };
  const events: unknown[] = [];
  const gateway = gatewayOf({
    source: await webpSource(),
    storage: createStorage(),
    now: () => clock.time,
    onEvent: (event) => void events.push(event),
  });
  const { url } = (await only(gateway.get(JOHN))).picture;
  decoder.asked = 0;
  return { ...gateway, url, events, clock };
}

it('remembers for a minute that a picture takes too much CPU time to resize', async () => {
  const { at, url, clock } = await newGateway();
  decoder.answer = TOO_SLOW;
  expect((await at(url)).status).toBe(404);
  const asked = decoder.asked;
  expect(asked).toBeGreaterThan(0);
  clock.time += 59_000;
  const again = await at(url);
  expect(again.status).toBe(404);
  expect(await again.json()).toMatchObject({
    detail: expect.stringMatching(/takes more than 15 s of CPU time .*check what the source returns/),
  });
  expect(decoder.asked).toBe(asked);
  // Another format may be encoded in time.
  decoder.answer = undefined;
  expect((await at(url, { headers: { accept: 'image/webp' } })).status).toBe(200);
  clock.time += 2_000;
  expect((await at(url)).status).toBe(200);
});

it('remembers a picture that makes the decoder crash', async () => {
  const { at, get, url, clock } = await newGateway();
  decoder.answer = CRASHED;
  expect((await at(url)).status).toBe(404);
  const asked = decoder.asked;
  expect((await at(url)).status).toBe(404);
  expect(decoder.asked).toBe(asked);

  const fails = async () => (await only(get(MONA))).error;
  expect(await fails()).toMatchObject({ code: 'invalid-response', retryable: false });
  const downloads = decoder.asked;
  expect(downloads).toBeGreaterThan(asked);
  expect((await fails()).retryAfterMs).toBeGreaterThanOrEqual(2_000);
  expect(decoder.asked).toBe(downloads);
  // It is tried again after the pause.
  decoder.answer = undefined;
  clock.time += 2_500;
  expect((await only(get(MONA))).picture.status).toBe('available');
});

it('does not remember that the machine has killed the process, and reports it', async () => {
  const { at, url, events } = await newGateway();
  decoder.answer = KILLED;
  expect((await at(url)).status).toBe(500);
  expect(events.at(-1)).toMatchObject({
    type: 'internal-error',
    error: { code: 'decoder-ended', message: expect.stringMatching(/ended by SIGKILL/) },
  });
  decoder.answer = undefined;
  expect((await at(url)).status).toBe(200);
});

it('does not remember that the machine had no CPU time for the process', async () => {
  const { at, get, url } = await newGateway();
  decoder.answer = NO_CPU_TIME;
  const busy = await at(url);
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await only(get(MONA))).error).toMatchObject({ code: 'rate-limited', retryable: true });
  decoder.answer = undefined;
  expect((await at(url)).status).toBe(200);
  expect((await only(get(MONA))).picture.status).toBe('available');
});

it('asks again with the next request for a new picture after the machine has killed the process', async () => {
  const gateway = gatewayOf({ source: await webpSource(), storage: createStorage() });
  decoder.answer = KILLED;
  expect((await only(gateway.get(JOHN))).error).toMatchObject({ code: 'server-error', retryable: true });
  decoder.answer = undefined;
  expect((await only(gateway.get(JOHN))).picture.status).toBe('available');
});

it('tells the other replicas on Redis', async () => {
  const redis = await startRedis();
  const stores = await Promise.all([openStore(redis.url), openStore(redis.url)]);
  const source = await webpSource();
  const [one, two] = stores.map((storage) => gatewayOf({ source, storage }));
  const path = (await only((await one?.get(JOHN)) as Response)).picture.url;
  decoder.answer = TOO_SLOW;
  expect((await one?.at(path))?.status).toBe(404);
  decoder.answer = undefined;
  decoder.asked = 0;
  expect((await two?.at(path))?.status).toBe(404);
  expect(decoder.asked).toBe(0);
  await Promise.all(stores.map((store) => store.dispose()));
  await redis.stop();
});
