import { randomBytes } from 'node:crypto';
import { createWawpEmulator } from 'chat-avatar/testing';
import { listen } from './listen.js';

/**
 * A Wawp of our own on a free loopback port. It checks its credentials, as Wawp does.
 *
 * @param {number} chats
 */
export async function startEmulator(chats) {
  const account = { instanceId: 'demo', accessToken: randomBytes(24).toString('base64url') };
  let emulator;
  // Its picture URLs name its port, which is known only once it listens.
  const server = await listen((request) => emulator.fetch(request), { port: 0 });
  emulator = createWawpEmulator({ ...account, chats, pictureOrigin: server.origin });
  return { account, emulator, origin: server.origin, close: server.close };
}
