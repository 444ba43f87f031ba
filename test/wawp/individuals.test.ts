import { createWawpEmulator, type WawpEmulatorOptions } from 'chat-avatar/testing';
import { createWawpClient, type WawpClientOptions } from 'chat-avatar/wawp';
import { describe, expect, it } from 'vitest';
import { GROUP, JOHN, MONA } from '../support/chats.js';

const CHATS = '/v2/chats/picture';
const CONTACTS = '/v2/contacts/profile-picture';
const URL_FOUND = { status: 'available', url: expect.stringContaining('https://pps.whatsapp.net/') };
const NONE = { status: 'none', reason: 'empty' };

function setUp(emulated: WawpEmulatorOptions = {}, options: Partial<WawpClientOptions> = {}) {
  const chats = [{ id: JOHN }, { id: MONA }, { id: GROUP }];
  const emulator = createWawpEmulator({ chats, ...emulated });
  const client = createWawpClient({
    instanceId: '1',
    accessToken: 'token-of-the-test',
    fetch: emulator.fetch,
    ...options,
  });
  return { client, emulator, paths: () => emulator.requests.map(({ path }) => path) };
}

/** A Wawp that answers each endpoint with a status and a body. */
function answering(answers: Record<string, [body: unknown, status?: number]>, options = {}) {
  const paths: string[] = [];
  const fetch = async (input: unknown) => {
    const { pathname } = new URL(String(input));
    paths.push(pathname);
    const [body, status = 200] = answers[pathname] ?? [{}, 404];
    return Response.json(body, { status });
  };
  const client = createWawpClient({ instanceId: '1', accessToken: 'token-of-the-test', fetch, ...options });
  return { client, paths };
}

const NO_URL = { success: true, message: 'Operation completed successfully' };

describe('individuals: auto', () => {
  it('asks the chats endpoint alone while its answers have a URL', async () => {
    const { client, paths } = setUp();
    await expect(client.getChatPicture(JOHN)).resolves.toMatchObject(URL_FOUND);
    await expect(client.getChatPicture(MONA)).resolves.toMatchObject(URL_FOUND);
    expect(paths()).toEqual([CHATS, CHATS]);
  });

  it('asks the contacts endpoint once for an answer without a URL field, and then asks it first', async () => {
    const { client, paths } = setUp({ individuals: 'contacts' });
    await expect(client.getChatPicture(JOHN)).resolves.toMatchObject(URL_FOUND);
    await expect(client.getChatPicture(MONA)).resolves.toMatchObject(URL_FOUND);
    expect(paths()).toEqual([CHATS, CONTACTS, CONTACTS]);
  });

  it('sends the person as contactId, and a refresh only when asked for', async () => {
    const asked: Record<string, string>[] = [];
    const fetch = async (input: unknown) => {
      const url = new URL(String(input));
      asked.push(Object.fromEntries(url.searchParams));
      return Response.json(url.pathname === CHATS ? NO_URL : { id: JOHN, url: 'https://x.test/a.jpg' });
    };
    const client = createWawpClient({ instanceId: '1', accessToken: 'abc', fetch });
    await client.getChatPicture('201234567890@s.whatsapp.net');
    await client.getChatPicture(JOHN, { refresh: true });
    const common = { instance_id: '1', access_token: 'abc' };
    expect(asked).toEqual([
      { ...common, chatId: JOHN },
      { ...common, contactId: JOHN },
      { ...common, contactId: JOHN, refresh: 'true' },
    ]);
  });

  it('remembers the chats endpoint after a URL field, an empty one too', async () => {
    const answers: Parameters<typeof answering>[0] = { [CHATS]: [{ url: null }] };
    const { client, paths } = answering(answers);
    await expect(client.getChatPicture(JOHN)).resolves.toEqual(NONE);
    answers[CHATS] = [NO_URL];
    await expect(client.getChatPicture(MONA)).resolves.toEqual(NONE);
    expect(paths).toEqual([CHATS, CHATS]);
  });

  it('always asks the chats endpoint for groups', async () => {
    const { client, paths } = setUp({ individuals: 'contacts' });
    await client.getChatPicture(JOHN);
    await expect(client.getChatPicture(GROUP)).resolves.toMatchObject(URL_FOUND);
    expect(paths()).toEqual([CHATS, CONTACTS, CHATS]);
  });

  it('does not ask the contacts endpoint for a group without a URL field', async () => {
    const { client, paths } = answering({ [CHATS]: [NO_URL], [CONTACTS]: [{ url: 'https://x.test/a.jpg' }] });
    await expect(client.getChatPicture(GROUP)).resolves.toEqual(NONE);
    expect(paths).toEqual([CHATS]);
  });

  it.each<[string, unknown, number]>([
    ['unknown', { message: 'Not Found - No such endpoint' }, 404],
    ['refused', { message: 'Invalid or Missing Access Token' }, 401],
    ['not implemented', { message: 'Not implemented by the engine' }, 501],
    ['without a URL either', NO_URL, 200],
    ['something else', ['html'], 200],
    ['no taker of this id', { message: 'Invalid contactId' }, 400],
  ])('keeps the first answer when the contacts endpoint is %s', async (_, body, status) => {
    const { client } = answering({ [CHATS]: [NO_URL], [CONTACTS]: [body, status] });
    await expect(client.getChatPicture(JOHN)).resolves.toEqual(NONE);
  });

  it('rejects as before when neither endpoint answers about a picture', async () => {
    const { client, paths } = answering({ [CHATS]: [{ hello: 'world' }], [CONTACTS]: [{ hello: 'world' }] });
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'invalid-response' });
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code: 'invalid-response' });
    expect(paths).toEqual([CHATS, CONTACTS, CHATS]);
  });

  it.each<[string, unknown, number]>([
    ['rate-limited', { message: 'rate-overlimit' }, 429],
    ['session-not-ready', { status: 'STARTING' }, 422],
    ['server-error', {}, 503],
    ['timeout', {}, 504],
  ])('rejects with %s of the contacts endpoint, and asks again later', async (code, body, status) => {
    const answers: Parameters<typeof answering>[0] = { [CHATS]: [NO_URL], [CONTACTS]: [body, status] };
    const { client } = answering(answers);
    await expect(client.getChatPicture(JOHN)).rejects.toMatchObject({ code, retryable: true });
    answers[CONTACTS] = [{ id: JOHN, url: 'https://x.test/a.jpg' }];
    await expect(client.getChatPicture(JOHN)).resolves.toMatchObject({ status: 'available' });
  });

  it('takes the word of the contacts endpoint about a hidden picture', async () => {
    const { client, paths } = answering({
      [CHATS]: [NO_URL],
      [CONTACTS]: [{ message: 'not-authorized' }, 401],
    });
    await expect(client.getChatPicture(JOHN)).resolves.toEqual({ status: 'restricted' });
    await client.getChatPicture(MONA);
    expect(paths).toEqual([CHATS, CONTACTS, CONTACTS]);
  });

  it('does not ask about an error, a restriction or an empty URL', async () => {
    for (const [body, status] of [
      [{ url: '' }],
      [{ restricted: true }],
      [{ success: false }],
      [{}, 500],
    ] as const) {
      const { client, paths } = answering({ [CHATS]: [body, status] });
      await client.getChatPicture(JOHN).catch(() => {});
      expect(paths).toEqual([CHATS]);
    }
  });
});

describe('individuals, as an option', () => {
  it('chats: asks no other endpoint', async () => {
    const { client, paths } = setUp({ individuals: 'contacts' }, { individuals: 'chats' });
    await expect(client.getChatPicture(JOHN)).resolves.toEqual(NONE);
    expect(paths()).toEqual([CHATS]);
  });

  it('contacts: asks the contacts endpoint for individuals from the start', async () => {
    const { client, paths } = setUp({}, { individuals: 'contacts' });
    await expect(client.getChatPicture(JOHN)).resolves.toMatchObject(URL_FOUND);
    await expect(client.getChatPicture(GROUP)).resolves.toMatchObject(URL_FOUND);
    expect(paths()).toEqual([CONTACTS, CHATS]);
  });

  it('throws a TypeError for any other value', () => {
    expect(() => setUp({}, { individuals: 'groups' as never })).toThrow(/individuals.*'chats'.*'contacts'/);
  });
});
