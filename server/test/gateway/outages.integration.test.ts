import type { ServerResponse } from 'node:http';
import type { PictureGatewayEvent } from 'chat-avatar-server';
import { createStorage, type Driver, type Storage } from 'unstorage';
import memoryDriver from 'unstorage/drivers/memory';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { picture, stubSource } from '../../../test/support/sources.js';
import { type HttpServer, startHttpServer } from '../../../test/support/startHttpServer.js';
import { FACE, faces, gatewayOf, JOHN, MONA, only, SHOWN } from './gateways.fixture.js';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

let photo: Buffer;
beforeAll(async () => {
  photo = await photograph(96);
});

const closing: HttpServer[] = [];
afterEach(async () => {
  for (const server of closing.splice(0)) await server.close();
});

/** A CDN on loopback, and a gateway that may fetch from it. */
async function withCdn(answer: (response: ServerResponse, path: string) => void, more: object = {}) {
  const cdn = await startHttpServer((request, response) => answer(response, request.url ?? ''));
  closing.push(cdn);
  const source = stubSource((chatId) => picture(`${cdn.origin}/${chatId}.jpg?oh=SECRET`));
  const gateway = gatewayOf({
    source,
    imageHosts: ['127.0.0.1'],
    dangerouslyAllowPrivateAddresses: true,
    ...more,
  });
  return { cdn, source, ...gateway };
}

const sendPhoto = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).end(photo);
};

describe('the CDN', () => {
  it('gets one request per picture, and its Content-Type is ignored', async () => {
    const { cdn, get, at } = await withCdn(sendPhoto);
    const answer = await (await get(JOHN)).text();
    expect(answer).not.toMatch(/127\.0\.0\.1|SECRET/);
    const { picture: shown } = JSON.parse(answer).pictures[0];
    expect((await at(shown.url)).status).toBe(200);
    await get(JOHN);
    expect(cdn.requests).toEqual([`/${JOHN}.jpg?oh=SECRET`]);
  });

  it.each<[string, (response: ServerResponse) => void, string, boolean]>([
    ['is down', (response) => response.writeHead(503).end(), 'server-error', true],
    ['refuses an expired URL', (response) => response.writeHead(403).end('expired'), 'server-error', false],
    ['breaks off', (response) => response.destroy(), 'network', true],
    ['sends a page', (response) => response.end('<html>sign in</html>'), 'invalid-response', false],
    [
      'sends an SVG as a JPEG',
      (response) =>
        response
          .writeHead(200, { 'content-type': 'image/jpeg' })
          .end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'invalid-response',
      false,
    ],
    [
      'sends half of the image',
      (response) => response.end(photo.subarray(0, photo.byteLength / 2)),
      'invalid-response',
      false,
    ],
    ['never finishes', (response) => void response.write(photo.subarray(0, 100)), 'timeout', true],
    [
      'redirects to a private address',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
      'invalid-response',
      false,
    ],
  ])('when it %s, only that chat gets an error', async (_, answer, code, retryable) => {
    // Only one of them has to wait for it; the good picture needs its time on a busy machine.
    const timeoutMs = code === 'timeout' ? 4_000 : 20_000;
    const { get } = await withCdn(
      (response, path) => (path.includes(MONA) ? sendPhoto(response) : answer(response)),
      { timeoutMs },
    );
    const { pictures } = await (await get(JOHN, MONA)).json();
    expect(pictures[0].error).toMatchObject({ code, retryable });
    expect(JSON.stringify(pictures[0])).not.toContain('SECRET');
    expect(pictures[1].picture).toEqual(SHOWN);
  });

  it('is tried again with the same URL, without another request to Wawp', async () => {
    let time = NOON;
    let down = true;
    const { get, source } = await withCdn(
      (response) => {
        if (down) response.writeHead(503).end();
        else sendPhoto(response);
      },
      { now: () => time },
    );
    expect((await only(get(JOHN))).error.code).toBe('server-error');
    down = false;
    time += 1_250;
    expect((await only(get(JOHN))).picture).toEqual(SHOWN);
    expect(source.asked(JOHN)).toBe(1);
  });

  it('when it and Wawp are down, the stored picture is served as stale', async () => {
    let time = NOON;
    let down = false;
    const { get } = await withCdn((response) => (down ? response.destroy() : sendPhoto(response)), {
      now: () => time,
    });
    await get(JOHN);
    down = true;
    time += DAY;
    expect((await only(get(JOHN))).picture).toMatchObject({ status: 'available', stale: true });
  });
});

interface FragileStorage {
  storage: Storage;
  fail(how: 'throw' | 'hang' | undefined): void;
  /** The number of calls that never settle. */
  hanging(): number;
}

/** A storage with a switch for failures. */
function fragileStorage(): FragileStorage {
  const inner = memoryDriver();
  let hanging = 0;
  let failure: 'throw' | 'hang' | undefined;
  const driver = { ...inner, name: 'memory' } as unknown as Record<string, unknown>;
  for (const [name, member] of Object.entries(inner)) {
    if (typeof member !== 'function' || name === 'getInstance') continue;
    driver[name] = (...args: unknown[]) => {
      if (failure === 'throw') throw new Error('ECONNREFUSED redis://:hunter2@store.internal');
      if (failure === 'hang') {
        hanging += 1;
        return new Promise(() => {});
      }
      return (member as (...args: unknown[]) => unknown)(...args);
    };
  }
  return {
    storage: createStorage({ driver: driver as unknown as Driver }),
    fail: (how) => {
      failure = how;
    },
    hanging: () => hanging,
  };
}

describe('the store', () => {
  it.each(['throw', 'hang'] as const)(
    'when it fails from the start (%s), pictures are served from memory',
    async (how) => {
      const { storage, fail } = fragileStorage();
      fail(how);
      const events: PictureGatewayEvent[] = [];
      const source = faces();
      const { get, at, refresh } = gatewayOf({ source, storage, onEvent: (event) => events.push(event) });
      const { picture: shown } = await only(get(JOHN));
      expect(shown).toEqual(SHOWN);
      const image = await at(shown.url);
      expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect((await refresh(JOHN)).status).toBe(200);
      await get(JOHN);
      expect(source.asked(JOHN)).toBe(1);
      expect(events).toContainEqual(expect.objectContaining({ type: 'store-failed' }));
    },
  );

  it('when it and Wawp fail later, recent pictures are served from memory', async () => {
    const { storage, fail } = fragileStorage();
    let time = NOON;
    const source = stubSource((_, __, call) => (call === 1 ? FACE : new Error('down')));
    const { get, at } = gatewayOf({ source, storage, now: () => time });
    const before = await only(get(JOHN));
    fail('throw');
    time += DAY;
    const { picture: shown } = await only(get(JOHN));
    expect(shown).toMatchObject({ status: 'available', stale: true });
    expect((await at(before.picture.url)).status).toBe(200);
    const unknown = await get(MONA);
    expect(await unknown.text()).not.toContain('hunter2');
  });

  it('when it is back, it gets the records that were fetched meanwhile', async () => {
    const { storage, fail } = fragileStorage();
    fail('throw');
    const source = faces();
    const secret = { signingSecret: 'shared-by-replicas', storage };
    const { get } = gatewayOf({ ...secret, source });
    await get(JOHN);
    fail(undefined);
    const before = await only(get(JOHN));
    const other = gatewayOf({ ...secret, source });
    expect(await only(other.get(JOHN))).toEqual(before);
    expect((await other.at(before.picture.url)).status).toBe(200);
    expect(source.asked(JOHN)).toBe(1);
  });

  it('when it hangs, the circuit breaker lets later calls fail at once', async () => {
    const { storage, fail, hanging } = fragileStorage();
    fail('hang');
    const { get } = gatewayOf({ source: faces(), storage });
    expect((await only(get(JOHN))).picture).toEqual(SHOWN);
    expect(hanging()).toBe(1);
    expect((await only(get(MONA))).picture).toEqual(SHOWN);
    expect(hanging()).toBe(1);
  });

  it('while it is down, an image is a 503 with Retry-After', async () => {
    const { storage, fail } = fragileStorage();
    const secret = { signingSecret: 'shared-by-replicas', storage };
    const { picture: shown } = await only(gatewayOf(secret).get(JOHN));
    const other = gatewayOf(secret);
    fail('throw');
    const response = await other.at(shown.url);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ code: 'store-unavailable' });
    fail(undefined);
    expect((await other.at(shown.url)).status).toBe(200);
  });
});
