import { parseChatId } from 'chat-avatar/wawp';
import fc from 'fast-check';
import sharp from 'sharp';
import { createStorage } from 'unstorage';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { picture, stubSource } from '../../../test/support/sources.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { FACE, gatewayOf, JOHN, numbers, only } from './gateways.fixture.js';

const NOON = Date.parse('2026-11-01T12:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

let photo: Buffer;
beforeAll(async () => {
  photo = await photograph();
});
const portraits = () => stubSource(() => picture(`data:image/jpeg;base64,${photo.toString('base64')}`));

/** A gateway, and the URLs of its one picture by their widths. */
async function shown(options: Parameters<typeof gatewayOf>[0] = {}) {
  const gateway = gatewayOf({ source: portraits(), ...options });
  const answer = await only(gateway.get(JOHN));
  const urls = new Map<number, string>();
  for (const candidate of answer.picture.srcSet.split(', ')) {
    const [url, width] = candidate.split(' ');
    urls.set(Number.parseInt(width, 10), url);
  }
  const image = (url: string, headers: Record<string, string> = {}) => gateway.at(url, { headers });
  return { ...gateway, image, urls, picture: answer.picture, at80: urls.get(80) ?? '' };
}

describe('GET /images/<hash>', () => {
  it.each([
    ['image/avif,image/webp,*/*;q=0.8', 'avif', 'heif'],
    ['image/webp,*/*', 'webp', 'webp'],
    ['*/*', 'jpeg', 'jpeg'],
    ['', 'jpeg', 'jpeg'],
  ])('for Accept %s sends %s, a square of the requested width', async (accept, format, found) => {
    const { image, at80 } = await shown();
    const response = await image(at80, { accept });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(`image/${format}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(await sharp(bytes).metadata()).toMatchObject({ format: found, width: 80, height: 80 });
    expect(bytes.byteLength).toBeLessThan(photo.byteLength * 0.05);
  });

  it('sends immutable private caching and headers that make the image inert', async () => {
    const { image, at80 } = await shown();
    const { headers } = await image(at80);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': 'inline',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-site',
    });
    expect(headers.get('vary')).toContain('Accept');
    const shared = await shown({ allowedOrigins: ['https://inbox.example.org'] });
    const foreign = await shared.image(shared.at80);
    expect(foreign.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it('srcSet has the widths for 1x and 2x of the avatar sizes, and never enlarges', async () => {
    const { urls } = await shown();
    expect([...urls.keys()]).toEqual([24, 32, 40, 48, 56, 64, 80, 96, 112, 192, 640]);
    const small = await shown({ source: stubSource(() => FACE) });
    expect([...small.urls.keys()]).toEqual([8]);
    expect((await small.image(small.picture.url)).status).toBe(200);
  });

  it('resizes 400 cold pictures that are requested at once, and refuses none', async () => {
    const gateway = gatewayOf({ rateLimit: { limit: 1_000, windowMs: 1_000 } });
    const urls: string[] = [];
    for (let start = 0; start < 400; start += 50) {
      const { pictures } = await (await gateway.get(...numbers(400).slice(start, start + 50))).json();
      for (const { picture } of pictures) urls.push(picture.url);
    }
    const images = await Promise.all(urls.map((url) => gateway.at(url)));
    expect(images.map(({ status }) => status)).toEqual(Array(400).fill(200));
  });

  it('answers a matching If-None-Match with 304', async () => {
    const { image, at80 } = await shown();
    const etag = (await image(at80)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w.-]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const response = await image(at80, { 'if-none-match': known });
      expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', etag]);
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
    expect((await image(at80, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await image(at80, { 'if-none-match': etag, accept: 'image/webp' })).status).toBe(200);
  });

  it('encodes a variant once (single flight), and stores it for every gateway', async () => {
    const resized: unknown[] = [];
    const storage = createStorage();
    const onEvent = (event: { type: string }) => {
      if (event.type === 'image-resized') resized.push(event);
    };
    const { image, at80, at } = await shown({ storage, onEvent });
    await Promise.all(Array.from({ length: 30 }, () => image(at80)));
    expect((await at(at80, { method: 'HEAD' })).status).toBe(200);
    const other = gatewayOf({ storage, onEvent });
    expect((await other.at(at80)).status).toBe(200);
    expect(resized).toHaveLength(1);
  });

  it('a signed URL stays the same for a day, needs no authorize, and expires', async () => {
    let time = NOON;
    let allowed = true;
    const { image, at80, get, picture } = await shown({ now: () => time, authorize: () => allowed });
    time += 60_000;
    expect((await only(get(JOHN))).picture).toEqual(picture);
    allowed = false;
    expect((await image(at80)).status).toBe(200);
    time = picture.expiresAt;
    const late = await image(at80);
    expect([late.status, (await late.json()).code]).toEqual([403, 'expired-url']);
    expect(late.headers.get('cache-control')).toBe('private, no-store');
  });

  it('a URL without a signature needs authorize', async () => {
    let allowed = true;
    const { image, at80 } = await shown({ authorize: () => allowed });
    const path = at80.split('?', 1)[0] ?? '';
    for (const plain of [path, `${path}?w=80`]) expect((await image(plain)).status).toBe(200);
    allowed = false;
    for (const plain of [path, `${path}?w=80`]) expect((await image(plain)).status).toBe(403);
  });

  it('refuses a URL that was changed after it was signed', async () => {
    const { image, at80, urls } = await shown();
    const other = urls.get(96) ?? '';
    const signature = (url: string) => new URL(url, 'https://x.test').searchParams.get('sig') ?? '';
    const altered = [
      at80.replace('w=80', 'w=96'),
      at80.replace('w=80', 'w=81'),
      at80.replace('w=80&', ''),
      at80.replace(/exp=\d/, 'exp=9'),
      at80.replace(/exp=\d+/, 'exp='),
      at80.replace(/exp=\d+/, 'exp=1e99'),
      at80.replace(/&sig=.*/, ''),
      at80.replace(/sig=.*/, 'sig='),
      at80.replace(signature(at80), signature(other)),
      at80.replace(/images\/./, (start) => `images/${start.endsWith('0') ? '1' : '0'}`),
    ];
    for (const url of altered) {
      const response = await image(url);
      expect([url, response.status]).toEqual([url, 403]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    const replica = gatewayOf({ signingSecret: 'of-another-replica' });
    expect((await replica.at(at80)).status).toBe(403);
  });

  it('replicas with one signingSecret sign the same URL', async () => {
    const options = { signingSecret: 'shared-by-replicas', now: () => NOON };
    const [one, other] = [await shown(options), await shown(options)];
    expect(one.picture).toEqual(other.picture);
    expect((await other.image(one.at80)).status).toBe(200);
  });

  it.each([
    ['a width that is not offered', '?w=81', 400],
    ['no width', '?w=', 400],
    ['a negative width', '?w=-80', 400],
    ['a width of another script', '?w=%D9%A8%D9%A0', 400],
  ])('answers %s with a problem document', async (_, query, status) => {
    const { image, at80 } = await shown();
    const response = await image(at80.replace(/\?.*/, query));
    expect([response.status, (await response.json()).status]).toEqual([status, status]);
  });

  it.each([
    `/images/${'0'.repeat(64)}?w=80`,
    '/images/..%2f..%2fetc%2fpasswd',
    '/images/%2e%2e%2f%2e%2e%2f.env?w=80',
    '/images/..%5c..%5csecret',
    '/images/chats:201234567890@c.us',
    '/images/%00',
    '/images/%E0%A4%A',
    '/images/',
    '/images',
    `/images/${'a'.repeat(64)}/80.webp`,
  ])('answers %s with 404', async (path) => {
    const response = await gatewayOf().at(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not-found' });
  });

  it('answers any name and query with a 4xx status (property)', async () => {
    const { at } = gatewayOf();
    const text = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })).map(encodeURIComponent);
    const requests = fc.tuple(text, fc.string(), fc.string(), fc.string());
    await fc.assert(
      fc.asyncProperty(requests, async ([name, w, exp, sig]) => {
        const response = await at(`/images/${name}?${new URLSearchParams({ w, exp, sig })}`);
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  it('answers 404 after the chat was forgotten', async () => {
    const storage = createStorage();
    const { image, at80, urls } = await shown({ storage });
    expect((await image(at80)).status).toBe(200);
    await new PictureStore(storage).forget(parseChatId(JOHN));
    expect((await image(urls.get(192) ?? '')).status).toBe(404);
    const other = gatewayOf({ storage });
    for (const url of urls.values()) expect((await other.at(url)).status).toBe(404);
  });

  it.each(['its own tag', '*'])('does not revalidate the image of a forgotten chat by %s', async (tag) => {
    const storage = createStorage();
    const { image, at80 } = await shown({ storage });
    const known = { 'if-none-match': tag === '*' ? tag : ((await image(at80)).headers.get('etag') ?? '') };
    const other = gatewayOf({ storage });
    expect((await other.at(at80, { headers: known })).status).toBe(304);
    await new PictureStore(storage).forget(parseChatId(JOHN));
    expect((await other.at(at80, { headers: known })).status).toBe(404);
    const never = `/images/${'0'.repeat(64)}?w=80`;
    expect((await image(never, { 'if-none-match': '*' })).status).toBe(404);
  });

  it('answers another method with 405', async () => {
    const { at, at80 } = await shown();
    const response = await at(at80, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('the URL changes after two days', async () => {
    let time = NOON;
    const { get, picture } = await shown({ now: () => time });
    time += 2 * DAY;
    expect((await only(get(JOHN))).picture.url).not.toBe(picture.url);
  });
});
