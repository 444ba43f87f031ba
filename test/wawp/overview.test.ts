import { ChatPictureError, createWawpClient } from 'chat-avatar/wawp';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { clientAnswering, TOKEN } from '../support/wawp.js';

const JOHN = {
  id: '447441429009@c.us',
  name: 'John Doe',
  unreadCount: 5,
  lastMessage: { id: 'ABC123', body: 'Hello!', timestamp: 1722170400 },
};
const READ = {
  chatId: '447441429009@c.us',
  name: 'John Doe',
  unreadCount: 5,
  lastMessage: { id: 'ABC123', body: 'Hello!', timestamp: 1722170400_000 },
};

const overviewOf = (body: unknown, status = 200) => clientAnswering(body, status).getChatsOverview();

describe('every shape', () => {
  it.each([
    [[JOHN]],
    [{ 0: JOHN }],
    [{ data: [JOHN] }],
    [{ chats: [JOHN] }],
    [{ success: true, data: { 0: JOHN } }],
    [{ success: true, 0: JOHN }],
    [[{ ...JOHN, id: { _serialized: JOHN.id, user: '447441429009', server: 'c.us' } }]],
    [[{ ...JOHN, id: '447441429009@s.whatsapp.net', picture: null }]],
  ])('%j', async (body) => {
    expect(await overviewOf(body)).toEqual([READ]);
  });

  it('in the order that it came, also past ten', async () => {
    const body = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [String(i), { id: `44744142900${i}0@c.us` }]),
    );
    const ids = (await overviewOf(body)).map(({ chatId }) => chatId);
    expect(ids).toEqual(Object.values(body).map(({ id }) => id));
  });

  it.each([['[]'], ['{}'], [{ data: [] }], [{ chats: {} }]])('%j is empty', async (body) => {
    expect(await overviewOf(body)).toEqual([]);
  });
});

describe('entries', () => {
  it('that are no conversation are left out, and cost the others nothing', async () => {
    const odd = [null, 7, 'x', {}, { id: 'nonsense' }, { id: 'status@broadcast' }, { id: 42 }, [JOHN]];
    expect(await overviewOf([...odd, JOHN])).toEqual([READ]);
  });

  it.each([
    ['5', 5],
    ['0', 0],
    ['', undefined],
    [' ', undefined],
    ['many', undefined],
    [null, undefined],
  ])('with %j unread messages have %j', async (unreadCount, expected) => {
    const [chat] = await overviewOf([{ ...JOHN, unreadCount }]);
    expect(chat?.unreadCount).toBe(expected);
  });

  it('of which one has a damaged time are all read', async () => {
    const odd = { ...JOHN, lastMessage: { ...JOHN.lastMessage, timestamp: { toString: 1, valueOf: 1 } } };
    const { id, body } = READ.lastMessage;
    expect(await overviewOf([odd, JOHN])).toEqual([{ ...READ, lastMessage: { id, body } }, READ]);
  });

  it('bring their picture, if they have one', async () => {
    const url = 'https://pps.whatsapp.net/a.jpg';
    const pictures = [url, { url }, null, '', 'javascript:alert(1)', 'restricted', undefined];
    const chats = await overviewOf(pictures.map((picture) => ({ id: JOHN.id, picture })));
    const available = { status: 'available', url };
    expect(chats.map(({ picture }) => picture)).toEqual([
      available,
      available,
      undefined,
      undefined,
      undefined,
      { status: 'restricted' },
      undefined,
    ]);
  });
});

describe('an overview that is not a list', () => {
  it.each<[unknown, number, string]>([
    ['<html></html>', 200, 'invalid-response'],
    ['null', 200, 'invalid-response'],
    [{ success: true, message: 'Operation completed successfully' }, 200, 'invalid-response'],
    ['Not Found', 404, 'invalid-response'],
    [{ message: 'Invalid Access Token' }, 401, 'unauthorized'],
    [{ status: 'STOPPED', expected: ['WORKING'] }, 422, 'session-not-ready'],
    ['', 429, 'rate-limited'],
    ['', 500, 'server-error'],
    [{ success: false, error: 'rate-overlimit', data: [] }, 200, 'rate-limited'],
    [{ status: 401, message: 'Invalid Access Token', data: {} }, 200, 'unauthorized'],
    [{ status: 'STOPPED', data: [] }, 200, 'session-not-ready'],
    [`${'{"data":'.repeat(5_000)}[]${'}'.repeat(5_000)}`, 200, 'invalid-response'],
  ])('%j (%i) is %s', async (body, status, code) => {
    await expect(overviewOf(body, status)).rejects.toMatchObject({ name: 'ChatPictureError', code });
  });
});

describe('paging', () => {
  it('is sent only when given', async () => {
    const fetch = vi.fn(async (_url: unknown) => Response.json([]));
    const client = createWawpClient({ instanceId: '1', accessToken: TOKEN, fetch });
    await client.getChatsOverview();
    await client.getChatsOverview({ limit: 50, offset: 0 });
    const asked = fetch.mock.calls.map(([url]) => new URL(String(url)).searchParams);
    expect(asked.map((params) => [params.get('limit'), params.get('offset')])).toEqual([
      [null, null],
      ['50', '0'],
    ]);
    await expect(client.getChatsOverview({ limit: -1 })).rejects.toThrow(RangeError);
    await expect(client.getChatsOverview({ offset: 1.5 })).rejects.toThrow(/whole number/);
  });
});

it('any answer at all is read or refused, and never breaks the client', async () => {
  const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), status, async (body, code) => {
      const client = clientAnswering(body, code);
      for (const ask of [() => client.getChatPicture(JOHN.id), () => client.getChatsOverview()]) {
        await ask().catch((error: unknown) => {
          if (!(error instanceof ChatPictureError)) throw error;
        });
      }
    }),
    { numRuns: 500 },
  );
});
