import { createWawpEmulator, type EmulatorScenario, type WawpEmulatorOptions } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import { describe, expect, it } from 'vitest';
import { clientAnswering, everythingOf, TOKEN } from '../support/wawp.js';

function setUp(options: WawpEmulatorOptions = {}) {
  const emulator = createWawpEmulator(options);
  const client = createWawpClient({ instanceId: 'one', accessToken: TOKEN, fetch: emulator.fetch });
  return { emulator, client };
}

describe('getSessionInfo', () => {
  it.each(['STOPPED', 'STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED'] as const)(
    'resolves to %s, an answer and no error',
    async (status) => {
      const { emulator, client } = setUp();
      emulator.session.set(status);
      await expect(client.getSessionInfo()).resolves.toEqual({ status, name: 'default' });
    },
  );

  it('does not pass on the QR code, which links a phone', async () => {
    const { emulator, client } = setUp();
    emulator.session.set('SCAN_QR_CODE');
    expect(JSON.stringify(await client.getSessionInfo())).not.toMatch(/qr"|iVBOR/);
  });

  it('sends POST, as documented, and GET to a Wawp that refuses it; the method that works is remembered', async () => {
    const { emulator, client } = setUp({ sessionInfoMethod: 'GET' });
    await client.getSessionInfo();
    await client.getSessionInfo();
    expect(emulator.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    const documented = setUp({ sessionInfoMethod: 'POST' });
    await documented.client.getSessionInfo();
    expect(documented.emulator.requests.map(({ method }) => method)).toEqual(['POST']);
  });

  it.each<[EmulatorScenario, string]>([
    ['unauthorized', 'unauthorized'],
    ['quota', 'rate-limited'],
    ['instance-not-found', 'session-not-ready'],
    ['too-many-requests', 'rate-limited'],
    ['server-error', 'server-error'],
    ['bad-gateway', 'server-error'],
    ['gateway-timeout', 'timeout'],
    ['unknown-json', 'invalid-response'],
    ['placeholder', 'invalid-response'],
    ['html', 'invalid-response'],
    ['xml', 'invalid-response'],
    ['text', 'invalid-response'],
  ])('rejects an answer like %s with %s, without the token', async (scenario, code) => {
    const { emulator, client } = setUp();
    emulator.session.fail(scenario as never);
    const thrown = await client.getSessionInfo().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'ChatPictureError', code });
    expect(everythingOf(thrown)).not.toContain(TOKEN);
    emulator.session.restore();
    await expect(client.getSessionInfo()).resolves.toMatchObject({ status: 'WORKING' });
  });

  it.each<[unknown]>([
    [{ status: 'WORKING' }],
    [{ data: { name: 'main', status: 'WORKING' } }],
    [{ success: true, session: { status: 'WORKING' } }],
    [{ success: true, status: 200, data: { status: 'WORKING' } }],
  ])('reads the status from %j', async (body) => {
    await expect(clientAnswering(body).getSessionInfo()).resolves.toMatchObject({ status: 'WORKING' });
  });

  it.each<[unknown, string, number?]>([
    [{ status: 'PAIRING' }, 'invalid-response'],
    [{ status: { toString: 1, valueOf: 1 } }, 'invalid-response'],
    [[], 'invalid-response'],
    ['null', 'invalid-response'],
    ['', 'invalid-response'],
    [{ message: 'rate limit' }, 'rate-limited'],
    [{ success: false, message: 'Invalid or Missing Access Token' }, 'unauthorized'],
    [{ message: 'picture is hidden' }, 'unauthorized', 403],
    [{ message: 'Not Found' }, 'invalid-response', 404],
    ['moved', 'invalid-response', 302],
  ])('rejects %j with %s', async (body, code, status) => {
    await expect(clientAnswering(body, status).getSessionInfo()).rejects.toMatchObject({ code });
  });

  it('rejects with the reason of its signal', async () => {
    const { client } = setUp();
    const reason = new Error('gone');
    await expect(client.getSessionInfo({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
