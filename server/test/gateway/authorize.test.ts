import { createPictureGateway, type PictureGatewayEvent } from 'chat-avatar-server';
import { describe, expect, it, vi } from 'vitest';
import { faces, gatewayOf, JOHN, ORIGIN } from './gateways.fixture.js';

describe('authorize', () => {
  it('every response has Cache-Control: private, no-store, nosniff and Vary: Origin', async () => {
    const { at, get, refresh } = gatewayOf();
    const responses = [await get(JOHN), await get('x'), await refresh(JOHN), await at('/nothing')];
    for (const { headers } of responses) {
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('vary')).toContain('Origin');
    }
  });

  it('only true allows a request: another value or an error is a 403 without details', async () => {
    const answers = [
      () => false,
      async () => false,
      () => undefined as never,
      () => 'yes' as never,
      () => new Response() as never,
      () => {
        throw new Error('session store is down: redis://:hunter2@host');
      },
      async () => {
        throw 'a string';
      },
    ];
    for (const answer of answers) {
      const source = faces();
      const { at, get, refresh, stream } = gatewayOf({ source, authorize: answer });
      for (const response of [
        await get(JOHN),
        await stream(JOHN),
        await refresh(JOHN),
        await at('/nothing'),
      ]) {
        expect(response.status).toBe(403);
        const text = await response.text();
        expect(JSON.parse(text)).toMatchObject({ code: 'forbidden' });
        expect(text).not.toContain('hunter2');
      }
      expect(source.calls).toEqual([]);
    }
  });

  it('refuses the request when authorize takes longer than timeoutMs', async () => {
    const events: PictureGatewayEvent[] = [];
    const { get } = gatewayOf({
      authorize: () => new Promise<never>(() => undefined),
      timeoutMs: 20,
      onEvent: (event) => events.push(event),
    });
    expect((await get(JOHN)).status).toBe(403);
    expect(events).toEqual([{ type: 'authorize-failed', error: expect.any(Error) }]);
  });

  it('gets the Request object that was passed to fetch', async () => {
    const seen: Request[] = [];
    const gateway = createPictureGateway({
      source: faces(),
      authorize: (request) => seen.push(request) > 0,
    });
    const request = new Request(`${ORIGIN}/pictures?chatId=${JOHN}`);
    await gateway.fetch(request);
    expect(seen).toEqual([request]);
  });

  it('an error of authorize is reported by the event authorize-failed', async () => {
    const events: PictureGatewayEvent[] = [];
    const error = new Error('session store is down');
    const authorize = () => Promise.reject(error);
    await gatewayOf({ authorize, onEvent: (event) => events.push(event) }).get(JOHN);
    expect(events).toEqual([{ type: 'authorize-failed', error }]);
  });

  it('without onEvent, the first error of authorize is written to the console', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const error = new Error('session store is down');
    const { get } = gatewayOf({ authorize: () => Promise.reject(error) });
    await get(JOHN);
    await get(JOHN);
    expect(report.mock.calls).toEqual([[expect.stringMatching(/authorize-failed.*onEvent/), error]]);
    report.mockRestore();
  });

  it('an internal error of the gateway is a problem document without details', async () => {
    const events: PictureGatewayEvent[] = [];
    const now = () => {
      throw new Error('no clock at /srv/app');
    };
    const response = await gatewayOf({ now, onEvent: (event) => events.push(event) }).refresh(JOHN);
    const text = await response.text();
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(text).not.toContain('/srv/app');
    expect(JSON.parse(text)).toMatchObject({ code: expect.any(String) });
  });
});
