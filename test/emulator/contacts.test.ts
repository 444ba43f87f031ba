import type { EmulatorScenario } from 'chat-avatar/testing';
import { describe, expect, it } from 'vitest';
import { ask, call, emulatorWith, JOHN, START } from './emulator.fixture.js';

const GROUP = '120363043968066561@g.us';

const askContact = (emulator: ReturnType<typeof emulatorWith>, contactId = JOHN) =>
  call(emulator, '/v2/contacts/profile-picture', { contactId });

describe('/v2/contacts/profile-picture', () => {
  it.each<EmulatorScenario>(['picture', 'changes-on-refresh', 'preview', 'base64'])(
    'answers %s with { id, url }',
    async (scenario) => {
      const response = await askContact(emulatorWith(scenario));
      expect(await response.json()).toEqual({ id: JOHN, url: expect.stringMatching(/^(https|data):/) });
    },
  );

  it.each<EmulatorScenario>(['none', 'blocked'])('answers %s with an empty URL', async (scenario) => {
    const response = await askContact(emulatorWith(scenario));
    expect(await response.json()).toEqual({ id: JOHN, url: '' });
  });

  it('answers a hidden picture with 404', async () => {
    expect((await askContact(emulatorWith('hidden'))).status).toBe(404);
  });

  it('refuses groups, and names its own parameter', async () => {
    const emulator = emulatorWith('invalid-chat-id');
    for (const id of [GROUP, JOHN]) {
      const response = await askContact(emulator, id);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ message: expect.stringContaining('contactId') });
    }
  });

  it.each<[EmulatorScenario, number]>([
    ['unauthorized', 401],
    ['not-authorized', 401],
    ['session-not-ready', 422],
    ['too-many-requests', 429],
    ['server-error', 500],
    ['bad-gateway', 502],
  ])('answers %s with %i', async (scenario, status) => {
    expect((await askContact(emulatorWith(scenario))).status).toBe(status);
  });

  it('alone has the pictures of individuals with individuals: contacts', async () => {
    const emulator = emulatorWith('picture', {
      individuals: 'contacts',
      chats: [{ id: JOHN }, { id: GROUP }],
    });
    expect(await (await ask(emulator)).json()).toEqual({
      success: true,
      message: 'Operation completed successfully',
    });
    expect(await (await ask(emulator, GROUP)).json()).toHaveProperty('url');
    expect(await (await askContact(emulator)).json()).toHaveProperty('url');
  });
});

describe('/v2/session/info', () => {
  const info = (emulator: ReturnType<typeof emulatorWith>, method = 'POST') =>
    call(emulator, '/v2/session/info', {}, { method });

  it('answers with a fault from session.fail() until session.restore() or reset()', async () => {
    const emulator = emulatorWith('picture');
    emulator.session.fail();
    expect((await info(emulator)).status).toBe(503);
    emulator.session.fail('bad-gateway');
    expect((await info(emulator)).status).toBe(502);
    expect((await ask(emulator)).status).toBe(200);
    emulator.session.restore();
    expect(await (await info(emulator)).json()).toEqual({ name: 'default', status: 'WORKING' });
    emulator.session.fail();
    emulator.reset();
    expect((await info(emulator)).status).toBe(200);
    expect(emulator.clock.now()).toBe(START);
  });

  it.each([
    ['either', 200, 200],
    ['POST', 200, 405],
    ['GET', 405, 200],
  ] as const)(
    'with sessionInfoMethod: %s, answers POST with %i and GET with %i',
    async (method, post, get) => {
      const emulator = emulatorWith('picture', { sessionInfoMethod: method });
      expect((await info(emulator, 'POST')).status).toBe(post);
      expect((await info(emulator, 'GET')).status).toBe(get);
    },
  );
});
