import { resolve } from 'node:path';
import { createWawpClient } from 'chat-avatar/wawp';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { SetupError } from './SetupError.js';
import { startEmulator } from './startEmulator.js';

const CHATS = 2000;

/** Where the pictures of a real account are kept from one day to the next. */
const STORE = 'chat-pictures';

/**
 * What the gateway may do when Wawp is on this machine and nobody real is behind it: the pictures are on loopback then, and
 * are forgotten with the process.
 */
const LOCAL_PICTURES = {
  imageHosts: ['127.0.0.1', 'localhost'],
  dangerouslyAllowPrivateAddresses: true,
};

/**
 * @typedef {object} Wawp
 * @property {import('chat-avatar/wawp').WawpClient} client
 * @property {boolean} isDemo  Nobody real is behind it, so the dashboard may make up what it does not ask Wawp for.
 * @property {number} [pageSize]  How many conversations are asked for at once, if not all.
 * @property {Partial<import('chat-avatar/gateway').PictureGatewayOptions>} pictures  How the gateway gets and keeps them.
 * @property {string} description  For whoever started it.
 * @property {() => Promise<void>} close
 */

/**
 * Wawp itself, or the embedded emulator when there is no account.
 *
 * @param {import('./readSettings.js').Settings} settings
 * @returns {Promise<Wawp>}
 */
export async function connectWawp({ account }) {
  if (account) return connectAccount(account);
  const emulator = await startEmulator(CHATS);
  return {
    client: createWawpClient({ ...emulator.account, baseUrl: emulator.origin }),
    isDemo: true,
    pictures: LOCAL_PICTURES,
    description:
      `Wawp is the embedded emulator, at ${emulator.origin}: ${CHATS.toLocaleString('en')} conversations, all made up.\n` +
      'Set WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN to see your own.',
    close: emulator.close,
  };
}

function connectAccount(account) {
  const client = createClient(account);
  const isDemo = isLoopback(account.baseUrl);
  return {
    client,
    isDemo,
    // The engine under Wawp looks up the picture of every chat that it lists, all at once: a few at a time keep
    // WhatsApp from limiting the number.
    pageSize: isDemo ? undefined : 50,
    pictures: isDemo
      ? LOCAL_PICTURES
      : { storage: createStorage({ driver: fsDriver({ base: resolve(STORE) }) }) },
    description: `Wawp is ${account.baseUrl ?? 'https://api.wawp.net'}, instance ${account.instanceId}.`,
    close: async () => {},
  };
}

function createClient(account) {
  try {
    return createWawpClient(account);
  } catch (error) {
    throw new SetupError(error.message);
  }
}

function isLoopback(baseUrl) {
  if (baseUrl === undefined) return false;
  const { hostname } = new URL(baseUrl);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
