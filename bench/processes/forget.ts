// `forget` on a bucket: a stand-in for S3 in this process counts the requests. `node forget.mjs <photo>`.
import { readFile } from 'node:fs/promises';
import { enrichContacts, forgetChat } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { accountOf } from './support/account.js';
import { startBucket } from './support/bucket.js';
import { chatIdOf } from './support/chatIdOf.js';
import { fetchPhoto } from './support/chats.js';

export interface Forgotten {
  requests: number;
  /** Objects of that person in the bucket. */
  objects: number;
}

const photo = await readFile(process.argv[2] ?? '');
const bucket = await startBucket();
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: bucket.origin,
});

/** Fills a storage in memory, which is faster, and copies it to the bucket. */
async function fill(chats: number) {
  const storage = createStorage();
  await enrichContacts({
    source: accountOf(chats),
    storage,
    top: chats,
    concurrency: 8,
    rateLimit: { limit: 1_000_000, windowMs: 1000 },
    fetchImage: fetchPhoto(photo),
  });
  for (const key of await storage.getKeys()) {
    const value = await storage.getItemRaw(key);
    const bytes = value instanceof Uint8Array ? value : JSON.stringify(await storage.getItem(key));
    bucket.objects.set(key.replaceAll(':', '/'), Buffer.from(bytes));
  }
}

process.on('message', async ({ chats }: { chats: number }) => {
  bucket.objects.clear();
  await fill(chats);
  // A bucket in use: an earlier process has checked that the server enforces conditions.
  await forgetChat({ storage: 's3://faces', chatId: chatIdOf(0) });
  const before = { requests: bucket.requests(), objects: bucket.objects.size };
  await forgetChat({ storage: 's3://faces', chatId: chatIdOf(Math.floor(chats / 2)) });
  const answer: Forgotten = {
    requests: bucket.requests() - before.requests,
    objects: before.objects - bucket.objects.size,
  };
  process.send?.(answer);
});
process.send?.('ready');
