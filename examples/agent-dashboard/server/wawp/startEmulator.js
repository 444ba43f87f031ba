import { randomBytes } from 'node:crypto';
import { createWawpEmulator } from 'chat-avatar/testing';
import { createPeople, drawFaces } from 'chat-avatar-example-faces';
import { listen } from '../listen.js';

/**
 * Starts an emulator on a free loopback port. It checks its credentials, as Wawp does.
 *
 * @param {number} count  The number of conversations.
 */
export async function startEmulator(count) {
  const account = { instanceId: 'demo', accessToken: randomBytes(24).toString('base64url') };
  const chats = createPeople(count, Date.now());
  const emulator = createWawpEmulator({ ...account, chats, draw: drawFaces(chats) });
  const server = await listen((request) => emulator.fetch(request), { port: 0 });
  return { account, emulator, origin: server.origin, close: server.close };
}
