// The memory of a gateway on a folder: `node gatewayMemory.mjs <photo> <folder> <chats>`.
import { readFile } from 'node:fs/promises';
import { createPictureGateway } from 'chat-avatar-server';
import { chatIdOf } from './support/chatIdOf.js';
import { fetchPhoto, source } from './support/chats.js';

const [photo = '', storage = '', chats = ''] = process.argv.slice(2);
const CONCURRENCY = 16;
const gateway = createPictureGateway({
  source,
  authorize: () => true,
  fetchImage: fetchPhoto(await readFile(photo)),
  rateLimit: { limit: 1_000_000, windowMs: 1000 },
  storage,
});

let sent = 0;
async function sendUntil(end: number) {
  while (sent < end) {
    // The golden ratio spreads the requests evenly over the chats, in no order.
    const chat = Math.floor(((sent * 0.618_033_988_75) % 1) * Number(chats));
    sent += 1;
    const answer = await gateway.fetch(new Request(`http://localhost/pictures?chatId=${chatIdOf(chat)}`));
    await answer.arrayBuffer();
  }
}

/** Resolves to the resident memory after so many more requests, in MB. */
process.on('message', async ({ requests }: { requests: number }) => {
  const end = sent + requests;
  await Promise.all(Array.from({ length: CONCURRENCY }, () => sendUntil(end)));
  process.send?.(process.memoryUsage().rss / 1e6);
});
process.send?.('ready');
