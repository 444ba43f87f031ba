import { createPictureGateway } from 'chat-avatar-server';
import { describe, expect, it } from 'vitest';
import { faces, gatewayOf, JOHN } from './gateways.fixture.js';

const authorize = () => true;

describe('createPictureGateway', () => {
  it('throws without authorize, with an example in the message', () => {
    const make = (options: object) => () => createPictureGateway(options as never);
    expect(make({ source: faces() })).toThrow(TypeError);
    expect(make({ source: faces() })).toThrow(/authorize: async \(request\) =>/);
    expect(make({ source: faces(), authorize: true })).toThrow(/authorize/);
  });

  it('throws without a source', () => {
    expect(() => createPictureGateway({ authorize } as never)).toThrow(/needs a source: createWawpClient/);
    expect(() => createPictureGateway(undefined as never)).toThrow(TypeError);
  });

  it.each([undefined, '', 7])('throws for a source with the id %o', (id) => {
    const source = { ...faces(), id } as never;
    expect(() => createPictureGateway({ authorize, source })).toThrow(/needs a source: .* with an id/);
  });

  it.each([
    ['basePath', { basePath: 'api' }],
    ['basePath', { basePath: '/api/:id' }],
    ['basePath', { basePath: '/api?x' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: Number.NaN }],
    ['refreshCooldownMs', { refreshCooldownMs: -1 }],
    ['rateLimit.limit', { rateLimit: { limit: 0, windowMs: 60_000 } }],
    ['rateLimit.limit', { rateLimit: { limit: Number.NaN, windowMs: 60_000 } }],
    ['rateLimit.limit', { rateLimit: { limit: 1.5, windowMs: 60_000 } }],
    ['rateLimit.windowMs', { rateLimit: { limit: 1, windowMs: 0 } }],
    ['rateLimit.windowMs', { rateLimit: { limit: 1, windowMs: 'x' as never } }],
    ['dangerouslyAllowPrivateAddresses', { dangerouslyAllowPrivateAddresses: 'false' as never }],
    ['imageHosts', { imageHosts: 'pps.whatsapp.net' as never }],
    ['signingSecret', { signingSecret: '' }],
    ['signingSecret', { signingSecret: '15-characters..' }],
    ['now', { now: 'x' as never }],
    ['allowedOrigins', { allowedOrigins: 'https://a.example' as never }],
    ['allowedOrigins', { allowedOrigins: ['*'] }],
    ['allowedOrigins', { allowedOrigins: ['https://a.example/'] }],
    ['allowedOrigins', { allowedOrigins: ['null'] }],
  ])('throws for an invalid %s: %o', (name, options) => {
    expect(() => gatewayOf(options)).toThrow(TypeError);
    expect(() => gatewayOf(options)).toThrow(name);
  });

  it('answers under its basePath only', async () => {
    for (const basePath of ['/api/chat-pictures', '/api/chat-pictures/']) {
      const { at } = gatewayOf({ basePath });
      expect((await at(`/api/chat-pictures/pictures?chatId=${JOHN}`)).status).toBe(200);
      expect((await at(`/pictures?chatId=${JOHN}`)).status).toBe(404);
    }
  });
});
