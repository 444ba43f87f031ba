import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ask, askUrl, emulatorWith, HOUR, JOHN } from './emulator.fixture.js';

async function load(emulator: ReturnType<typeof emulatorWith>, url?: string) {
  return emulator.fetch(url ?? (await askUrl(emulator)) ?? '');
}

describe('the CDN', () => {
  it('serves a square PNG of 640 px', async () => {
    const response = await load(emulatorWith('picture'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe(`max-age=${48 * 3600}, no-transform`);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 640, height: 640 });
  });

  it('answers HEAD without a body', async () => {
    const emulator = emulatorWith('picture');
    const url = (await askUrl(emulator)) ?? '';
    const response = await emulator.fetch(url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect((await emulator.fetch(url, { method: 'DELETE' })).status).toBe(405);
  });

  it('answers 403 from the expiry in oe on', async () => {
    const emulator = emulatorWith('picture', { pictureUrlLifeMs: HOUR });
    const url = (await askUrl(emulator)) ?? '';
    const expiry = Number.parseInt(new URL(url).searchParams.get('oe') ?? '', 16) * 1000;
    expect(expiry).toBe(emulator.clock.now() + HOUR);
    emulator.clock.advance(HOUR - 1);
    expect((await load(emulator, url)).status).toBe(200);
    emulator.clock.advance(1);
    const dead = await load(emulator, url);
    expect(dead.status).toBe(403);
    expect(await dead.text()).toBe('URL signature expired');
  });

  it('serves a URL on any host and after a restart of the emulator', async () => {
    const url = (await askUrl(emulatorWith('picture'))) ?? '';
    const elsewhere = url.replace('https://pps.whatsapp.net', 'http://127.0.0.1:4010');
    expect((await load(emulatorWith('picture'), elsewhere)).status).toBe(200);
  });

  it('rejects an altered URL', async () => {
    const emulator = emulatorWith('picture');
    const url = new URL((await askUrl(emulator)) ?? '');
    const text = `${url.pathname}${url.search}`;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: '/v/t61.24694-24/'.length, max: text.length - 1 }),
        fc.constantFrom(...'0123456789abcdefXYZ_-'),
        async (at, letter) => {
          fc.pre(text[at] !== letter);
          const altered = new URL(text.slice(0, at) + letter + text.slice(at + 1), url);
          const response = await emulator.fetch(altered);
          expect(response.status).toBe(403);
          expect(await response.text()).toBe('URL signature mismatch');
        },
      ),
    );
    url.searchParams.delete('oh');
    expect((await emulator.fetch(url)).status).toBe(403);
  });

  it('signs the preview of 96 px separately', async () => {
    const emulator = emulatorWith('preview');
    const url = (await askUrl(emulator)) ?? '';
    expect(url).toContain('stp=dst-jpg_s96x96');
    const bytes = Buffer.from(await (await load(emulator, url)).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 96, height: 96 });
    const full = new URL(url);
    full.searchParams.delete('stp');
    expect((await emulator.fetch(full)).status).toBe(403);
  });

  it.each([
    ['expired-url', 403, /text\/plain/],
    ['broken-image', 404, /text\/plain/],
    ['html-image', 200, /text\/html/],
  ] as const)('answers %s with %i', async (scenario, status, type) => {
    const response = await load(emulatorWith(scenario));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(type);
  });

  it('fails and is restored', async () => {
    const emulator = emulatorWith('picture');
    emulator.cdn.fail();
    expect((await load(emulator)).status).toBe(503);
    emulator.cdn.fail(500);
    expect((await load(emulator)).status).toBe(500);
    emulator.cdn.restore();
    expect((await load(emulator)).status).toBe(200);
  });

  it('allows other origins only with the cors option', async () => {
    const emulator = emulatorWith('picture', { cors: true });
    expect((await load(emulator)).headers.get('access-control-allow-origin')).toBe('*');
    expect((await ask(emulator, JOHN)).headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await emulator.fetch('https://api.wawp.net/v2/chats/picture', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET', origin: 'https://example.com' },
    });
    expect(preflight.status).toBe(204);
  });
});
