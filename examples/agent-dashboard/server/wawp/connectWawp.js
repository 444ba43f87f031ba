import { createWawpClient } from 'chat-avatar/wawp';
import { openStore } from 'chat-avatar-server';
import { createStorage } from 'unstorage';
import lruCacheDriver from 'unstorage/drivers/lru-cache';
import { SetupError } from '../SetupError.js';
import { liveYesterday } from './liveYesterday.js';
import { startEmulator } from './startEmulator.js';

const CHATS = 2000;

/** Where the pictures of a real account are kept from one day to the next. */
const STORE = './chat-pictures';

/** In memory: some 2,000 pictures as they came, and their smaller sizes. In bytes. */
const MEMORY = 256 * 1024 * 1024;

/** What gateway and enricher may do when Wawp is on this machine: the pictures are on loopback then. */
const LOCAL_PICTURES = {
  imageHosts: ['127.0.0.1', 'localhost'],
  dangerouslyAllowPrivateAddresses: true,
};

/**
 * @typedef {object} Wawp
 * @property {import('chat-avatar/wawp').WawpClient} client
 * @property {boolean} isDemo  The people are made up, and so may be everything that Wawp is not asked for.
 * @property {number} [pageSize]  How many conversations are asked for at once, if not all.
 * @property {import('chat-avatar-server').StorageAdapter} storage  Where pictures are kept: the enricher stores them, the gateway serves them.
 * @property {typeof LOCAL_PICTURES} [pictures]  Where pictures may come from, if not from WhatsApp.
 * @property {boolean} mayEnrich  Whether faces may be stored that no agent has looked at.
 * @property {Promise<unknown>} ready  When pictures may be asked for. It never rejects.
 * @property {string} description  Printed at the start.
 * @property {() => Promise<void>} close
 */

/**
 * Wawp itself, or the embedded emulator when there is no account.
 *
 * @param {import('../readSettings.js').Settings} settings
 * @returns {Promise<Wawp>}
 */
export async function connectWawp({ account, enrich }) {
  // To store the faces of real people is a choice.
  if (account) return connectAccount(account, enrich === true);
  const emulator = await startEmulator(CHATS);
  const mayEnrich = enrich !== false;
  const wawp = {
    client: createWawpClient({ ...emulator.account, baseUrl: emulator.origin }),
    storage: createMemory(),
    pictures: LOCAL_PICTURES,
  };
  const ending = new AbortController();
  const yesterday = mayEnrich ? liveYesterday(emulator.emulator, wawp, ending.signal) : undefined;
  return {
    ...wawp,
    isDemo: true,
    mayEnrich,
    // Without a yesterday, today's run finds all faces new.
    ready: Promise.resolve(yesterday).catch(() => undefined),
    description:
      `Wawp is the embedded emulator, at ${emulator.origin}: ${CHATS.toLocaleString('en')} conversations, all made up.\n` +
      'Set WAWP_INSTANCE_ID and WAWP_ACCESS_TOKEN to see your own.',
    close() {
      ending.abort();
      return emulator.close();
    },
  };
}

async function connectAccount(account, mayEnrich) {
  const client = createClient(account);
  const isDemo = isLoopback(account.baseUrl);
  return {
    client,
    isDemo,
    // The engine under Wawp looks up the picture of every chat that it lists, all at once: a few at a time keep
    // WhatsApp from limiting the number.
    pageSize: isDemo ? undefined : 50,
    storage: isDemo ? createMemory() : await openStore(STORE),
    pictures: isDemo ? LOCAL_PICTURES : undefined,
    mayEnrich,
    ready: Promise.resolve(),
    description: `Wawp is ${account.baseUrl ?? 'https://api.wawp.net'}, instance ${account.instanceId}.`,
    close: async () => {},
  };
}

/** For made-up people: the pictures are forgotten with the process. */
function createMemory() {
  return createStorage({ driver: lruCacheDriver({ max: 100_000, maxSize: MEMORY }) });
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
