import { createWawpClient } from 'chat-avatar/wawp';
import { describe, expect, it } from 'vitest';
import { TOKEN } from '../../../test/support/wawp.js';
import { gatewayOf, JOHN, MONA } from './gateways.fixture.js';

/** A Wawp that echoes the request, token included. */
const ECHOES: [string, (url: string) => Response][] = [
  ['in an error', (url) => Response.json({ message: `cannot GET ${url}` }, { status: 500 })],
  ['in a refusal', (url) => Response.json({ error: `bad token ${TOKEN}`, url }, { status: 401 })],
  ['in a picture URL', (url) => Response.json({ url })],
  [
    'in HTML',
    (url) => new Response(`<a href="${url}">${TOKEN}</a>`, { headers: { 'content-type': 'text/html' } }),
  ],
  ['in a redirect', (url) => new Response(null, { status: 302, headers: { location: url } })],
];

describe('the access token', () => {
  it.each(ECHOES)('echoed by Wawp %s, appears in no response of the gateway', async (_, echo) => {
    const asked: string[] = [];
    const source = createWawpClient({
      instanceId: '123456789012',
      accessToken: TOKEN,
      baseUrl: 'https://api.wawp.net',
      fetch: async (input) => {
        asked.push(String(input instanceof Request ? input.url : input));
        return echo(asked.at(-1) ?? '');
      },
    });
    const { get, stream, refresh } = gatewayOf({ source });
    for (const response of [await get(JOHN), await stream(MONA), await refresh(JOHN)]) {
      const answer = (await response.text()) + JSON.stringify([...response.headers]);
      for (const spelling of [TOKEN, encodeURIComponent(TOKEN), JSON.stringify(TOKEN).slice(1, -1)]) {
        expect(answer).not.toContain(spelling);
      }
      expect(answer).not.toContain(TOKEN.slice(0, 8));
      expect(answer).not.toContain('access_token');
    }
    expect(asked.length).toBeGreaterThan(0);
  });
});
