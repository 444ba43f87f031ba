// The enricher on a folder: `node enrich.mjs <photo> <folder>`; with `sharp` as third argument sharp and the file system alone.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { enrichContacts } from 'chat-avatar-server/enricher';
import sharp from 'sharp';
import { accountOf } from './support/account.js';
import { chatIdOf } from './support/chatIdOf.js';
import { fetchPhoto } from './support/chats.js';

export interface Enriched {
  /** CPU for each chat, in all threads. */
  cpuMs: number;
  /** The highest resident memory while it ran, in MB. */
  rssMb: number;
}

const [file = '', folder = '', floor] = process.argv.slice(2);
// As the command `enrich` does.
if (!floor) setFlagsFromString('--optimize-for-size');
const photo = await readFile(file);
const CONCURRENCY = 8;
let highest = 0;
const look = () => {
  highest = Math.max(highest, process.memoryUsage.rss());
};

async function enrich(chats: number, storage: string) {
  const report = await enrichContacts({
    source: accountOf(chats),
    storage,
    top: chats,
    concurrency: CONCURRENCY,
    rateLimit: { limit: 1_000_000, windowMs: 1000 },
    fetchImage: fetchPhoto(photo),
    onProgress: look,
  });
  if (report.counts.stored !== chats)
    throw new Error(`Of ${chats} chats, ${report.counts.stored} were stored.`);
}

async function store(index: number, storage: string) {
  const bytes = Buffer.concat([photo, Buffer.from(chatIdOf(index))]);
  await sharp(bytes).resize(16, 16, { fit: 'cover' }).raw().toBuffer();
  const hash = createHash('sha256').update(bytes).digest('hex');
  await writeFile(join(storage, hash), bytes);
  await writeFile(join(storage, chatIdOf(index)), JSON.stringify({ hash, name: `Person ${index}` }));
  look();
}

async function storeAll(chats: number, storage: string) {
  await mkdir(storage, { recursive: true });
  let next = 0;
  const run = async () => {
    while (next < chats) {
      next += 1;
      await store(next, storage);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, run));
}

let runs = 0;
process.on('message', async ({ chats }: { chats: number }) => {
  runs += 1;
  const storage = join(folder, `store-${process.pid}-${runs}`);
  const before = process.cpuUsage();
  await (floor ? storeAll(chats, storage) : enrich(chats, storage));
  const { user, system } = process.cpuUsage(before);
  const answer: Enriched = { cpuMs: (user + system) / 1000 / chats, rssMb: highest / 1e6 };
  process.send?.(answer);
});
process.send?.('ready');
