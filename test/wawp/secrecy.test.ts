import { inspect } from 'node:util';
import { createWawpClient } from 'chat-avatar/wawp';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { clientAnswering, everythingOf, JOHN, TOKEN } from '../support/wawp.js';

const spellings = {
  raw: TOKEN,
  'percent-encoded': encodeURIComponent(TOKEN),
  'form-encoded': new URLSearchParams({ t: TOKEN }).toString().slice(2),
  'in JSON': JSON.stringify(TOKEN).slice(1, -1),
  'in base64': btoa(TOKEN),
  'in the base64 of more': btoa(`12:${TOKEN}`),
  'in the base64 of still more': btoa(`1:${TOKEN}:x`),
  'in base64url': btoa(TOKEN).replaceAll('+', '-').replaceAll('/', '_'),
  'in hex': Buffer.from(TOKEN).toString('hex'),
  'in escapes': Array.from(TOKEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
    '',
  ),
  'in entities': Array.from(TOKEN, (char) => `&#${char.charCodeAt(0)};`).join(''),
  'in JSON in JSON': JSON.stringify(JSON.stringify(TOKEN)).slice(3, -3),
  'in upper case': TOKEN.toUpperCase(),
  'cut off': TOKEN.slice(0, 20),
  'without its head': TOKEN.slice(9),
};

/** No spelling, and no piece of 8 characters. */
function expectNoToken(text: string) {
  for (const spelling of Object.values(spellings))
    expect(text.toLowerCase()).not.toContain(spelling.toLowerCase());
  for (let i = 0; i + 8 <= TOKEN.length; i += 1) expect(text).not.toContain(TOKEN.slice(i, i + 8));
}

describe('an upstream that echoes the token', () => {
  it.each(Object.entries(spellings))('%s, is not passed on', async (_, spelling) => {
    for (const status of [400, 401, 404, 429, 500, 200]) {
      const bodies = [
        `Cannot do that with ${spelling}`,
        { message: `Failed for ${spelling}`, error: spelling, success: false },
        { statusCode: 500, exception: { message: spelling }, request: { query: { access_token: spelling } } },
        `<html>${'x'.repeat(190)}${spelling}</html>`,
      ];
      for (const body of bodies) {
        const thrown = await clientAnswering(body, status)
          .getChatPicture(JOHN)
          .catch((error: unknown) => error);
        expectNoToken(everythingOf(thrown));
        const overview = await clientAnswering(body, status)
          .getChatsOverview()
          .catch((error: unknown) => error);
        expectNoToken(everythingOf(overview));
      }
    }
  });

  it.each(Object.entries(spellings))('%s in a picture URL, is refused', async (_, spelling) => {
    const urls = [`https://x.test/a.jpg?access_token=${spelling}`, `https://x.test/${spelling}/a.jpg`];
    for (const url of urls) {
      const thrown = await clientAnswering({ url })
        .getChatPicture(JOHN)
        .catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: 'invalid-response' });
      expectNoToken(everythingOf(thrown));
    }
  });

  it('in names and messages of the overview, is taken out', async () => {
    const body = [{ id: JOHN, name: `J ${TOKEN}`, lastMessage: { body: TOKEN, timestamp: 1 } }];
    expectNoToken(JSON.stringify(await clientAnswering(body).getChatsOverview()));
  });

  it('in any body and any status, is not passed on', async () => {
    const echo = fc.tuple(fc.string(), fc.constantFrom(...Object.values(spellings)), fc.string());
    await fc.assert(
      fc.asyncProperty(
        echo,
        fc.integer({ min: 200, max: 599 }),
        fc.boolean(),
        async (parts, status, asJson) => {
          const text = parts.join('');
          const body = asJson ? { message: text, error: parts[1] } : text;
          const thrown = await clientAnswering(body, status === 205 || status === 304 ? 200 : status)
            .getChatPicture(JOHN)
            .catch((error: unknown) => error);
          expectNoToken(everythingOf(thrown));
        },
      ),
    );
  });
});

it.each(['aGVsbG8/d29ybGQ+Zm9v==', '<b>Zm9v</b>YmFyYmF6', 'one http://two/three four'])(
  'a token that looks like an address or a tag (%s) leaves no piece of it',
  async (accessToken) => {
    for (const body of [`Bad token ${accessToken}!`, { message: `Bad token ${accessToken}!` }]) {
      const thrown = await clientAnswering(body, 401, {}, { accessToken })
        .getChatPicture(JOHN)
        .catch((error: unknown) => error);
      expect(everythingOf(thrown)).toContain('Bad token [redacted]!');
    }
  },
);

describe('a short token', () => {
  it('does not make honest URLs suspicious', async () => {
    const ask = (url: string) =>
      clientAnswering({ url }, 200, {}, { accessToken: 'test' }).getChatPicture(JOHN);
    await expect(ask('https://x.test/latest.jpg')).resolves.toMatchObject({ status: 'available' });
    await expect(ask('https://x.test/a.jpg?t=test')).rejects.toMatchObject({ code: 'invalid-response' });
  });
});

describe('the client itself', () => {
  it('shows nothing of the token, and its id is no secret', () => {
    const client = clientAnswering('');
    expectNoToken(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client) + client.id);
    expect(client.id).toBe('wawp:123456789012');
  });

  it('gives a failing fetch no way to tell on it', async () => {
    const fetch = async (url: unknown) => {
      throw Object.assign(new TypeError(`fetch failed: ${url}`), {
        cause: Object.assign(new Error(`connect ECONNREFUSED ${url}`), { code: 'ECONNREFUSED', url }),
        input: url,
      });
    };
    const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch });
    const thrown = await client.getChatPicture(JOHN).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'network', retryable: true });
    expect((thrown as Error).message).toContain('ECONNREFUSED');
    expectNoToken(everythingOf(thrown));
  });

  it('sends it as a header when asked to', async () => {
    const fetch = vi.fn(async (_url: unknown, _init?: RequestInit) => Response.json({ url: null }));
    const client = createWawpClient({ instanceId: '1', accessToken: 'abc', auth: 'header', fetch });
    await client.getChatPicture(JOHN);
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(String(url)).toBe(
      'https://api.wawp.net/v2/chats/picture?instance_id=1&chatId=201234567890%40c.us',
    );
    expect(new Headers(init?.headers).get('access-token')).toBe('abc');
  });
});

describe('in a browser', () => {
  it('refuses to start, unless told that it is wanted', () => {
    const options = { instanceId: '1', accessToken: TOKEN };
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    expect(() => createWawpClient(options)).toThrow(/createPictureGateway/);
    expect(() => createWawpClient({ ...options, dangerouslyAllowBrowser: true })).not.toThrow();
    vi.unstubAllGlobals();
    vi.stubGlobal('importScripts', () => {});
    expect(() => createWawpClient(options)).toThrow(/browser/);
    vi.unstubAllGlobals();
  });
});
