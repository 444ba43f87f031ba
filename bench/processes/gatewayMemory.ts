// The memory of a gateway on a folder: `node gatewayMemory.mjs <photo> <folder> <chats>`.
import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { createPictureGateway } from 'chat-avatar-server';
import { chatIdOf } from './support/chatIdOf.js';
import { fetchPhoto, source } from './support/chats.js';

const [photo = '', storage = '', chats = ''] = process.argv.slice(2);
const CONCURRENCY = 16;
// As `chat-avatar-server serve` does. A library does not set it for the process of its user.
setFlagsFromString('--heap-growing-percent=30');
const gateway = createPictureGateway({
  source,
  authorize: () => true,
  fetchImage: fetchPhoto(await readFile(photo)),
  rateLimit: { limit: 1_000_000, windowMs: 1000 },
  storage,
});

export interface GatewayState {
  /** Resident memory in MB. */
  rssMb: number;
  /** CPU of a request for one chat that is stored already, in ms. */
  cachedMs: number;
}

/** Requests that `cachedMs` is taken from. */
const CACHED = 500;

// The golden ratio spreads the requests evenly over the chats, in no order.
const chatOf = (request: number) => chatIdOf(Math.floor(((request * 0.618_033_988_75) % 1) * Number(chats)));

async function send(request: number) {
  const answer = await gateway.fetch(new Request(`http://localhost/pictures?chatId=${chatOf(request)}`));
  await answer.arrayBuffer();
}

let sent = 0;
async function sendUntil(end: number) {
  while (sent < end) {
    sent += 1;
    await send(sent);
  }
}

process.on('message', async ({ requests }: { requests: number }) => {
  const end = sent + requests;
  await Promise.all(Array.from({ length: CONCURRENCY }, () => sendUntil(end)));
  const before = process.cpuUsage();
  for (let again = 0; again < CACHED; again += 1) await send(sent - (again % sent));
  const { user, system } = process.cpuUsage(before);
  const answer: GatewayState = {
    rssMb: process.memoryUsage.rss() / 1e6,
    cachedMs: (user + system) / 1000 / CACHED,
  };
  process.send?.(answer);
});
process.send?.('ready');
