import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faces, gatewayOf, JOHN, numbers, query } from './gateways.fixture.js';

describe('invalid requests', () => {
  it.each([
    ['no chat', '/pictures', 400, 'bad-request'],
    ['no chat id', '/pictures?chatId=', 400, 'invalid-chat-id'],
    ['a bare phone number', '/pictures?chatId=201234567890', 400, 'invalid-chat-id'],
    ['only invalid ids', '/pictures?chatId=a&chatId=b', 400, 'invalid-chat-id'],
    ['more than 100 chats', `/pictures?${query(numbers(101))}`, 400, 'bad-request'],
    ['an unknown path', '/picture', 404, 'not-found'],
    ['a path traversal', '/pictures/..%2f..%2fetc/passwd', 404, 'not-found'],
    ['a path that cannot be decoded', '/pictures/%E0%A4%A', 404, 'not-found'],
  ])('answers %s with a problem document and calls no source', async (_, path, status, code) => {
    const source = faces();
    const response = await gatewayOf({ source }).at(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
    });
    expect(source.calls).toEqual([]);
  });

  it('accepts 100 chats in one request', async () => {
    const { pictures } = await (await gatewayOf().get(...numbers(100))).json();
    expect(pictures).toHaveLength(100);
  });

  it('answers another method with 405 and Allow', async () => {
    const { at } = gatewayOf();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const response = await at(`/pictures?chatId=${JOHN}`, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(await response.json()).toMatchObject({ code: 'method-not-allowed' });
    }
    const response = await at('/pictures/refresh');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  });

  it('answers HEAD and OPTIONS without a call to the source', async () => {
    const source = faces();
    const { at } = gatewayOf({ source });
    const head = await at(`/pictures?chatId=${JOHN}`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await at('/pictures', { method: 'HEAD' })).status).toBe(400);
    const options = await at('/pictures', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(source.calls).toEqual([]);
  });

  it('answers 200 or 400 for any query (property)', async () => {
    const { at } = gatewayOf();
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constantFrom(JOHN, '../../etc/passwd', '%00', '__proto__', 'constructor@c.us', '1@__proto__'),
    );
    const raw = fc.string({ unit: 'binary-ascii', maxLength: 120 }).map((part) => `/pictures?${part}`);
    const encoded = fc.array(text, { maxLength: 5 }).map((ids) => `/pictures?${query(ids)}`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(raw, encoded), async (path) => {
        const response = await at(path);
        expect([200, 400]).toContain(response.status);
        expect(await response.json()).toBeTypeOf('object');
      }),
    );
  });
});
