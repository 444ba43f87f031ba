import { openStore } from 'chat-avatar-server';
import sharp from 'sharp';
import { createStorage } from 'unstorage';
import { afterEach, expect, it, vi } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { startRedis } from '../../../test/support/redis.js';
import { picture, stubSource } from '../../../test/support/sources.js';
import { DecoderEnded } from '../../src/images/decoder/DecoderEnded.js';
import { gatewayOf, JOHN, MONA, only } from './gateways.fixture.js';

const decoder = vi.hoisted(() => ({
  asked: 0,
  /** In place of the answer of a process. */
  fail: undefined as ((timedOut: () => Error) => Error) | undefined,
}));

vi.mock('../../src/images/decoder/decoders.js', async (load) => {
  const real = await load<typeof import('../../src/images/decoder/decoders.js')>();
  const askDecoder: typeof real.askDecoder = async (request, options) => {
    decoder.asked += 1;
    if (decoder.fail) throw decoder.fail(options.timedOut);
    return real.askDecoder(request, options);
  };
  return { ...real, askDecoder };
});

afterEach(() => {
  decoder.fail = undefined;
});

const TOO_SLOW = (timedOut: () => Error) => timedOut();
const CRASHED = () => new DecoderEnded({ signal: 'SIGSEGV', printed: '', hadPicture: true });
const KILLED = () => new DecoderEnded({ signal: 'SIGKILL', printed: '', hadPicture: true });

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

it('remembers for a minute that a picture takes too long to resize', async () => {
  const { at, url, clock } = await newGateway();
  decoder.fail = TOO_SLOW;
  expect((await at(url)).status).toBe(404);
  const asked = decoder.asked;
  expect(asked).toBeGreaterThan(0);
  clock.time += 59_000;
  const again = await at(url);
  expect(again.status).toBe(404);
  expect(await again.json()).toMatchObject({ detail: 'The stored picture cannot be decoded.' });
  expect(decoder.asked).toBe(asked);
  // Another format may be encoded in time.
  decoder.fail = undefined;
  expect((await at(url, { headers: { accept: 'image/webp' } })).status).toBe(200);
  clock.time += 2_000;
  expect((await at(url)).status).toBe(200);
});

it('remembers a picture that makes the decoder crash', async () => {
  const { at, get, url, clock } = await newGateway();
  decoder.fail = CRASHED;
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
  decoder.fail = undefined;
  clock.time += 2_500;
  expect((await only(get(MONA))).picture.status).toBe('available');
});

it('does not remember that the machine has killed the process, and reports it', async () => {
  const { at, url, events } = await newGateway();
  decoder.fail = KILLED;
  expect((await at(url)).status).toBe(500);
  expect(events.at(-1)).toMatchObject({
    type: 'internal-error',
    error: { code: 'decoder-ended', message: expect.stringMatching(/ended by SIGKILL/) },
  });
  decoder.fail = undefined;
  expect((await at(url)).status).toBe(200);
});

it('asks again with the next request for a new picture after the machine has killed the process', async () => {
  const gateway = gatewayOf({ source: await webpSource(), storage: createStorage() });
  decoder.fail = KILLED;
  expect((await only(gateway.get(JOHN))).error).toMatchObject({ code: 'server-error', retryable: true });
  decoder.fail = undefined;
  expect((await only(gateway.get(JOHN))).picture.status).toBe('available');
});

it('tells the other replicas on Redis', async () => {
  const redis = await startRedis();
  const stores = await Promise.all([openStore(redis.url), openStore(redis.url)]);
  const source = await webpSource();
  const [one, two] = stores.map((storage) => gatewayOf({ source, storage }));
  const path = (await only((await one?.get(JOHN)) as Response)).picture.url;
  decoder.fail = TOO_SLOW;
  expect((await one?.at(path))?.status).toBe(404);
  decoder.fail = undefined;
  decoder.asked = 0;
  expect((await two?.at(path))?.status).toBe(404);
  expect(decoder.asked).toBe(0);
  await Promise.all(stores.map((store) => store.dispose()));
  await redis.stop();
});
