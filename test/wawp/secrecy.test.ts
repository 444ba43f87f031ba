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
  'percent-encoded byte by byte': `%${Buffer.from(TOKEN).toString('hex').match(/../g)?.join('%')}`,
  'percent-encoded twice': encodeURIComponent(encodeURIComponent(TOKEN)),
  'cut off': TOKEN.slice(0, 20),
  'without its head': TOKEN.slice(9),
};

const hexOf = (char: string) => `%${char.charCodeAt(0).toString(16)}`;

/** Spellings that are the token again once the URL is decoded. */
const spellingsInUrls = {
  ...spellings,
  'percent-encoded in every other place': Array.from(TOKEN, (char, at) => (at % 2 ? char : hexOf(char))).join(
    '',
  ),
  'percent-encoded in every other place, twice': encodeURIComponent(
    Array.from(TOKEN, (char, at) => (at % 2 ? char : hexOf(char))).join(''),
  ),
};

/** No spelling, and no piece of 8 characters. */
function expectNoToken(text: string) {
  const lowerCase = text.toLowerCase();
  const found = Object.values(spellings).filter((spelling) => lowerCase.includes(spelling.toLowerCase()));
  for (let i = 0; i + 8 <= TOKEN.length; i += 1) {
    if (text.includes(TOKEN.slice(i, i + 8))) found.push(TOKEN.slice(i, i + 8));
  }
  if (found.length > 0) expect(text).not.toContain(found[0]);
}

describe('an upstream that echoes the token', () => {
  it.each(Object.entries(spellings))('%s, is not passed on', async (_, spelling) => {
    for (const status of [400, 401, 404, 429, 500, 200]) {
      const bodies = [
        `Cannot do that with ${spelling}`,
        { message: `Failed for ${spelling}`, error: spelling, success: false },
        { statusCode: 500, exception: { message: spelling }, request: { query: { access_token: spelling } } },
        `<html>${'x'.repeat(190)}${spelling}</html>`,
        { url: `rate-overlimit for ${spelling}` },
        JSON.stringify(`rate-overlimit for ${spelling}`),
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

  it.each(Object.entries(spellingsInUrls))('%s in a picture URL, is refused', async (_, spelling) => {
    const urls = [`https://x.test/a.jpg?access_token=${spelling}`, `https://x.test/${spelling}/a.jpg`];
    for (const url of urls) {
      const thrown = await clientAnswering({ url })
        .getChatPicture(JOHN)
        .catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: 'invalid-response' });
      expectNoToken(everythingOf(thrown));
    }
  });

  it.each(Object.entries(spellings))('%s and cut off anywhere, is not passed on', async (_, spelling) => {
    for (const cut of [
      spelling.slice(0, -3),
      spelling.slice(3),
      spelling.slice(5, 25),
      spelling.slice(2, 14),
    ]) {
      for (const body of [`Failed for ${cut}`, { message: `${cut}: failed` }]) {
        const thrown = await clientAnswering(body, 500)
          .getChatPicture(JOHN)
          .catch((error: unknown) => error);
        const printed = everythingOf(thrown).toLowerCase();
        // A base64 character at the end of a token also depends on the bytes behind it.
        for (let at = 0; at + 8 < cut.length; at += 1) {
          expect(printed).not.toContain(cut.slice(at, at + 8).toLowerCase());
        }
      }
      const url = `https://x.test/a.jpg?t=${cut}`;
      const refused = await clientAnswering({ url })
        .getChatPicture(JOHN)
        .catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'invalid-response' });
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

describe('the words of Wawp in an error', () => {
  it.each<[string, unknown]>([
    ['a password in a field', 'Cannot log in with password=hunter2hunter2'],
    ['a password in JSON', { message: 'Failed: {"user":"a","password":"hunter2 hunter2"}' }],
    ['a password in an address', 'Cannot reach redis://admin:hunter2hunter2@10.0.0.1:6379/0'],
    ['a password in front of a host', { error: 'proxy admin:hunter2hunter2@proxy.internal refused' }],
    ['a header', 'authorization: Basic hunter2hunter2'],
    ['a cookie', { message: 'Cookie: hunter2hunter2' }],
    ['another API key', { message: 'api_key="hunter2hunter2" is not allowed' }],
    ['a chat id', { message: 'Cannot find 201234567890@c.us' }],
    ['a phone number', 'Cannot find +20 (123) 456-7890'],
    ['a phone number with wide gaps', 'Cannot find +20 123  456  78'],
    ['a phone number with gaps that do not break', 'Cannot find +20\u00a0123\u202f456\u201178'],
    ['a phone number in Arabic digits', 'Cannot find \u0662\u0660 \u0661\u0662\u0663 \u0664\u0665\u0666'],
    ['colours of a terminal', '\u001b[31mFailed\u001b[0m and \u001b]0;title\u0007'],
    ['a forged line of a log', { message: 'Failed\r\n2026-01-01 level=info all is well' }],
    ['direction marks', { message: 'Failed \u202edetrever\u2066' }],
  ])('hold no %s', async (_, body) => {
    const thrown = await clientAnswering(body, 500)
      .getChatPicture(JOHN)
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'server-error' });
    const { message } = thrown as Error;
    expect(message).toContain('Wawp said: "');
    expect(message).not.toMatch(/hunter2|201234567890|123|456|\p{Nd}{3}(?<!500)|[\p{Cc}\u202e\u2066]/u);
  });

  it('hold no chat id when the connection fails', async () => {
    const fetch = async (url: unknown) => {
      throw new TypeError('fetch failed', { cause: new Error(`getaddrinfo ENOTFOUND ${url}\u001b[2J`) });
    };
    const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch });
    const thrown = await client.getChatPicture(JOHN).catch((error: unknown) => error);
    expect(everythingOf(thrown)).not.toMatch(/201234567890|\p{Cc}\[/u);
    expect(everythingOf(thrown)).toContain('getaddrinfo ENOTFOUND');
  });
});

describe('a token that shares a word with the host of pictures', () => {
  it('does not make its pictures suspicious', async () => {
    const url = 'https://pps.whatsapp.net/v/t61.24694-24/1_2_3_n.jpg?oe=66BC702E';
    const client = clientAnswering({ url }, 200, {}, { accessToken: 'my-whatsapp-token' });
    await expect(client.getChatPicture(JOHN)).resolves.toMatchObject({ status: 'available' });
  });
});

describe('a piece of the token in the host of a picture', () => {
  it.each([TOKEN.slice(0, 12), 'x1Y2z3W4v5'])('makes its URL suspicious: %s', async (piece) => {
    const url = `https://${piece}.attacker.test/a.jpg`;
    const client = clientAnswering({ url }, 200, {}, { accessToken: `${TOKEN}x1Y2z3W4v5U6` });
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'invalid-response' });
  });
});

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

it('refuses another way to send it, which would send none', () => {
  const auth = 'bearer' as 'header';
  expect(() => createWawpClient({ instanceId: '1', accessToken: TOKEN, auth })).toThrow(
    /takes auth as 'query' or 'header'/,
  );
});

it.each(['auth', 'individuals', 'timeoutMs', 'baseUrl'])(
  'does not repeat it in the error when it is passed as %s',
  (option) => {
    const create = () => createWawpClient({ instanceId: '1', accessToken: undefined, [option]: TOKEN });
    expect(create).toThrow(new RegExp(`^createWawpClient.*${option}`));
    let thrown: unknown;
    try {
      create();
    } catch (error) {
      thrown = error;
    }
    expectNoToken(everythingOf(thrown));
  },
);

describe('in a browser', () => {
  it('refuses to start, unless told that it is wanted', () => {
    const options = { instanceId: '1', accessToken: TOKEN };
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    expect(() => createWawpClient(options)).toThrow(/createPictureGateway/);
    expect(() => createWawpClient({ ...options, dangerouslyAllowBrowser: true })).not.toThrow();
    // An environment variable is a text.
    const text = 'false' as unknown as boolean;
    expect(() => createWawpClient({ ...options, dangerouslyAllowBrowser: text })).toThrow(
      /createPictureGateway/,
    );
    vi.unstubAllGlobals();
    vi.stubGlobal('importScripts', () => {});
    expect(() => createWawpClient(options)).toThrow(/browser/);
    vi.unstubAllGlobals();
  });
});
