import { createWawpEmulator, type EmulatorScenario } from 'chat-avatar/testing';
import { type ChatPictureError, createWawpClient } from 'chat-avatar/wawp';
import { describe, expect, it, vi } from 'vitest';
import { ask, call, emulatorWith, JOHN } from './emulator.fixture.js';

/** The client's result for each scenario, by the decision table of the contract. The slow ones have their own tests. */
const MEANT: Record<Exclude<EmulatorScenario, 'slow' | 'hanging'>, object> = {
  picture: { status: 'available' },
  'changes-on-refresh': { status: 'available' },
  preview: { status: 'available' },
  none: { status: 'none', reason: 'empty' },
  hidden: { status: 'none', reason: 'empty' },
  blocked: { status: 'none', reason: 'empty' },
  'empty-string': { status: 'none', reason: 'empty' },
  'null-body': { status: 'none', reason: 'empty' },
  'no-content': { status: 'none', reason: 'empty' },
  'rate-limited': { status: 'available' },
  'contact-shape': { status: 'available' },
  'engine-shape': { status: 'available' },
  'nested-url': { status: 'available' },
  base64: { status: 'available' },
  'bare-base64': { status: 'available' },
  'expired-url': { status: 'available' },
  'broken-image': { status: 'available' },
  'html-image': { status: 'available' },
  'slow-image': { status: 'available' },
  'http-url': { code: 'invalid-response', retryable: false },
  'javascript-url': { code: 'invalid-response', retryable: false },
  'svg-base64': { code: 'invalid-response', retryable: false },
  restricted: { status: 'restricted' },
  'restricted-status': { status: 'restricted' },
  'not-available': { status: 'restricted' },
  'not-authorized': { status: 'restricted' },
  placeholder: { status: 'none', reason: 'empty' },
  'unknown-json': { code: 'invalid-response', retryable: false },
  html: { code: 'invalid-response', retryable: false },
  'invalid-chat-id': { code: 'invalid-chat-id', retryable: false },
  xml: { code: 'invalid-response', retryable: false },
  text: { code: 'invalid-response', retryable: false },
  unauthorized: { code: 'unauthorized', retryable: false },
  quota: { code: 'rate-limited', retryable: true },
  'not-found': { status: 'none', reason: 'not-found' },
  'instance-not-found': { code: 'session-not-ready', retryable: false },
  'session-not-ready': { code: 'session-not-ready', retryable: false },
  'too-many-requests': { code: 'rate-limited', retryable: true },
  'retry-after': { code: 'rate-limited', retryable: true, retryAfterMs: 30_000 },
  'rate-overlimit': { code: 'rate-limited', retryable: true },
  'server-error': { code: 'server-error', retryable: true },
  'bad-gateway': { code: 'server-error', retryable: true },
  unavailable: { code: 'server-error', retryable: true },
  'gateway-timeout': { code: 'timeout', retryable: true },
};

const STATUS: Partial<Record<EmulatorScenario, number>> = {
  'no-content': 204,
  'not-authorized': 401,
  'invalid-chat-id': 400,
  xml: 400,
  text: 400,
  unauthorized: 401,
  quota: 403,
  'not-found': 404,
  'instance-not-found': 404,
  'session-not-ready': 422,
  'too-many-requests': 429,
  'retry-after': 429,
  'rate-overlimit': 500,
  'server-error': 500,
  'bad-gateway': 502,
  unavailable: 503,
  'gateway-timeout': 504,
};

describe.each(Object.entries(MEANT))('%s', (name, meant) => {
  const scenario = name as EmulatorScenario;

  it('has the documented HTTP status', async () => {
    expect((await ask(emulatorWith(scenario))).status).toBe(STATUS[scenario] ?? 200);
  });

  it('is parsed by the client', async () => {
    const { fetch } = emulatorWith(scenario);
    const client = createWawpClient({ instanceId: 'one', accessToken: 'secret-token', fetch });
    const got = await client.getChatPicture(JOHN).catch((error: ChatPictureError) => error);
    expect(got).toMatchObject(meant);
    expect(JSON.stringify(got)).not.toContain('secret-token');
  });
});

describe('bodies', () => {
  it('echo the query with its token, as the engine does when it fails', async () => {
    expect(await (await ask(emulatorWith('server-error'))).text()).toContain('"access_token":"secret"');
  });

  it('answers the contact endpoint with { id, url }', async () => {
    const query = { contactId: JOHN };
    const response = await call(emulatorWith('picture'), '/v2/contacts/profile-picture', query);
    expect(await response.json()).toEqual({ id: JOHN, url: expect.stringMatching(/^https:/) });
  });

  it.each(['201234567890', 'hello world', '@'])('rejects the chat id %j with 400', async (chatId) => {
    const response = await ask(emulatorWith('picture'), chatId);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ status: 400, error: 'Bad Request' });
  });

  it('answers empty for an unknown chat, unless unknownChats is set', async () => {
    const stranger = '447000000001@c.us';
    expect(await (await ask(emulatorWith('picture'), stranger)).json()).toEqual({ url: null });
    const open = emulatorWith('none', { unknownChats: 'picture' });
    expect(await (await ask(open, stranger)).json()).toEqual({ url: expect.any(String) });
  });
});

describe('waiting', () => {
  it('answers slow chats late, and at once from the cache', async () => {
    vi.useFakeTimers();
    try {
      const emulator = emulatorWith('slow', { slowMs: 5000 });
      let answered = false;
      const asked = ask(emulator).then(() => {
        answered = true;
      });
      await vi.advanceTimersByTimeAsync(4999);
      expect(answered).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      await asked;
      expect(answered).toBe(true);
      expect((await ask(emulator)).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it('delays everything by delayMs', async () => {
    vi.useFakeTimers();
    try {
      const asked = ask(emulatorWith('picture', { delayMs: 700 }));
      await vi.advanceTimersByTimeAsync(699);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect((await asked).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['hanging', 'slow'] as const)(
    'ends a %s request when it is aborted, with the reason',
    async (scenario) => {
      const emulator = emulatorWith(scenario);
      const controller = new AbortController();
      const reason = new Error('enough');
      const asked = call(emulator, '/v2/chats/picture', { chatId: JOHN }, { signal: controller.signal });
      controller.abort(reason);
      await expect(asked).rejects.toBe(reason);
      await expect(
        call(emulator, '/v2/chats/picture', { chatId: JOHN }, { signal: controller.signal }),
      ).rejects.toBe(reason);
    },
  );
});

it('has a chat for every scenario by default', async () => {
  const scenarios = createWawpEmulator().chats.map((chat) => chat.scenario ?? 'picture');
  expect(new Set(scenarios)).toEqual(new Set([...Object.keys(MEANT), 'slow', 'hanging']));
});
