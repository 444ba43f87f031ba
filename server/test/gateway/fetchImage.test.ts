import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import { createPictureGateway } from 'chat-avatar-server';
import { encode } from 'fast-png';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { picture, stubSource } from '../../../test/support/sources.js';
import { downloadImage, type FetchImage, MAX_DECODING_MS } from '../../src/images/download/downloadImage.js';
import { imageWork } from '../../src/images/imageWork.js';
import { gatewayOf, JOHN, only } from './gateways.fixture.js';

const URL_OF_A_FACE = 'https://pps.whatsapp.net/v/face.png';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  imageWork.start();
});

describe('fetchImage', () => {
  it('serves the pictures of the emulator, without a network', async () => {
    const emulator = createWawpEmulator({ chats: [{ id: JOHN, name: 'John Doe' }] });
    const gateway = createPictureGateway({
      source: createWawpClient({ instanceId: 'any', accessToken: 'any', fetch: emulator.fetch }),
      fetchImage: emulator.fetch,
      authorize: () => true,
    });
    const at = (path: string) => gateway.fetch(new Request(`https://dashboard.example.com${path}`));
    const answer = await only(at(`/pictures?chatId=${JOHN}`));
    const image = await at(answer.picture.url);
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toMatch(/^image\//);
    expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  it('is not called for a host outside imageHosts, nor for a redirect to one', async () => {
    const asked: string[] = [];
    const fetchImage = async (url: string) => {
      asked.push(url);
      return new Response(null, { status: 302, headers: { location: 'https://intranet.example.com/' } });
    };
    const source = stubSource((chatId) =>
      picture(chatId === JOHN ? URL_OF_A_FACE : 'https://intranet.example.com/face.png'),
    );
    const gateway = gatewayOf({ source, fetchImage });
    for (const chatId of [JOHN, '201111111111@c.us']) {
      expect(await only(gateway.get(chatId))).toMatchObject({ error: { code: 'invalid-response' } });
    }
    expect(asked).toEqual([URL_OF_A_FACE]);
  });

  it('tells a picture that waits for a decoder from one that does not arrive', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const png = encode({ width: 8, height: 8, channels: 3, data: new Uint8Array(8 * 8 * 3) });
    let downloads = 0;
    const fetchImage = async () => {
      downloads += 1;
      return new Response(new Uint8Array(png));
    };
    const source = stubSource(() => picture(URL_OF_A_FACE));
    const gateway = gatewayOf({ source, fetchImage, timeoutMs: 300 });
    imageWork.pause();
    const asked = only(gateway.get(JOHN));
    await vi.waitFor(() => expect(imageWork.size).toBe(1));
    await vi.advanceTimersByTimeAsync(6_000);
    expect((await asked).error).toMatchObject({ code: 'rate-limited', retryable: true });
    imageWork.start();
    expect((await only(gateway.get(JOHN))).picture.status).toBe('available');
    expect([source.calls.length, downloads]).toEqual([1, 1]);

    imageWork.pause();
    const waiting = downloadImage(URL_OF_A_FACE, { fetchImage, timeoutMs: 300 });
    const refused = expect(waiting).rejects.toMatchObject({ code: 'busy' });
    await vi.waitFor(() => expect(imageWork.size).toBe(1));
    await vi.advanceTimersByTimeAsync(MAX_DECODING_MS);
    await refused;
  });

  it('serves raster images only, whatever their Content-Type says', async () => {
    const fetchImage = async () =>
      new Response('<svg xmlns="http://www.w3.org/2000/svg"/>', { headers: { 'content-type': 'image/png' } });
    const gateway = gatewayOf({ source: stubSource(() => picture(URL_OF_A_FACE)), fetchImage });
    expect(await only(gateway.get(JOHN))).toMatchObject({ error: { code: 'invalid-response' } });
  });

  it('downloads an image that cannot be decoded again only after a growing pause', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    let time = 1_000_000;
    let downloads = 0;
    const fetchImage = async () => {
      downloads += 1;
      return new Response('no image');
    };
    const gateway = gatewayOf({
      source: stubSource(() => picture(URL_OF_A_FACE)),
      fetchImage,
      now: () => time,
    });
    await gateway.get(JOHN);
    expect((await only(gateway.get(JOHN))).error).toMatchObject({
      code: 'invalid-response',
      retryAfterMs: 2_250,
    });
    expect(downloads).toBe(1);
    time += 2_250;
    await gateway.get(JOHN);
    expect((await only(gateway.get(JOHN))).error.retryAfterMs).toBeGreaterThanOrEqual(4_000);
    expect(downloads).toBe(2);
  });

  const answerOf = (status: number, retryAfter?: string) => () =>
    Promise.resolve(
      new Response(null, { status, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } }),
    );
  it.each<[string, FetchImage, number, number]>([
    ['answers 503', answerOf(503), 1_000, 1_250],
    ['answers 429', answerOf(429), 1_000, 1_250],
    ['answers 503 with Retry-After', answerOf(503, '30'), 30_000, 30_000],
    [
      'answers 429 with a date in Retry-After',
      answerOf(429, new Date(Date.now() + 90_000).toUTCString()),
      60_000,
      90_000,
    ],
    ['answers 503 with a Retry-After of a year', answerOf(503, '31536000'), 3_600_000, 3_600_000],
    ['answers 503 with a Retry-After of endless digits', answerOf(503, '9'.repeat(400)), 1_000, 1_250],
    ['cannot be reached', () => Promise.reject(new Error('reset')), 1_000, 1_250],
    ['refuses the URL', answerOf(403), 1_000, 1_250],
  ])(
    'asks a CDN that %s once for 20 looks within the pause, and shows the face after it',
    async (_, fail, leastMs, mostMs) => {
      let time = 1_000_000;
      let downloads = 0;
      let works = false;
      const png = encode({ width: 8, height: 8, channels: 3, data: new Uint8Array(8 * 8 * 3) });
      const fetchImage: FetchImage = async (...args) => {
        downloads += 1;
        return works ? new Response(new Uint8Array(png)) : fail(...args);
      };
      const source = stubSource(() => picture(URL_OF_A_FACE));
      const gateway = gatewayOf({ source, fetchImage, now: () => time });
      await gateway.get(JOHN);
      const { error } = await only(gateway.get(JOHN));
      expect(error.retryAfterMs).toBeGreaterThanOrEqual(leastMs);
      expect(error.retryAfterMs).toBeLessThanOrEqual(mostMs);
      works = true;
      for (let look = 2; look < 20; look += 1) {
        time += error.retryAfterMs / 20;
        expect((await only(gateway.get(JOHN))).error.code).toBe(error.code);
      }
      expect([downloads, source.calls.length]).toEqual([1, 1]);
      time += error.retryAfterMs / 5;
      expect((await only(gateway.get(JOHN))).picture.status).toBe('available');
      expect(downloads).toBe(2);
    },
  );

  it('waits longer for a CDN after each further failure, up to a minute', async () => {
    let time = 1_000_000;
    const source = stubSource(() => picture(URL_OF_A_FACE));
    const gateway = gatewayOf({ source, fetchImage: answerOf(503), now: () => time });
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      await gateway.get(JOHN);
      pauses.push((await only(gateway.get(JOHN))).error.retryAfterMs);
      time += pauses.at(-1) ?? 0;
    }
    expect(pauses[1]).toBeGreaterThanOrEqual(2_000);
    expect(pauses.slice(-2)).toEqual([60_000, 60_000]);
    // The answer of the source is kept meanwhile.
    expect(source.calls).toHaveLength(1);
  });

  it('reads no more than maxImageBytes', async () => {
    const fetchImage = async () => new Response(new Uint8Array(2_000));
    const source = stubSource(() => picture(URL_OF_A_FACE));
    const gateway = gatewayOf({ source, fetchImage, maxImageBytes: 1_000 });
    expect(await only(gateway.get(JOHN))).toMatchObject({ error: { code: 'invalid-response' } });
  });

  it('throws if it is not a function', () => {
    const fetchImage: never = 'https://pps.whatsapp.net' as never;
    expect(() => gatewayOf({ fetchImage })).toThrow(/fetchImage is a function such as emulator.fetch/);
  });
});
