// Pictures that are asked for the first time: JSON and an image of 80 px of so many new chats. `node coldPictures.mjs <photo>`
// runs a gateway, with `sharp` as second argument sharp alone.
import { readFile } from 'node:fs/promises';
import { createPictureGateway } from 'chat-avatar-server';
import sharp from 'sharp';
import { chatIdOf } from './support/chatIdOf.js';
import { fetchPhoto, source } from './support/chats.js';
import { countingStorage } from './support/memoryStorage.js';

export interface ColdPictures {
  /** CPU for each picture, in all threads. */
  cpuMs: number;
  storeCalls: number;
}

const [file = '', floor] = process.argv.slice(2);
const photo = await readFile(file);
const { storage, calls } = countingStorage();
const gateway = createPictureGateway({
  source,
  authorize: () => true,
  fetchImage: fetchPhoto(photo),
  rateLimit: { limit: 1_000_000, windowMs: 1000 },
  storage,
});
let chats = 0;

async function askGateway(chatId: string) {
  const answer = await gateway.fetch(new Request(`http://localhost/pictures?chatId=${chatId}`));
  const path = /(\/images\/[^" ]+) 80w/.exec(await answer.text())?.[1];
  if (!path) throw new Error('The gateway names no image of 80 px.');
  const image = await gateway.fetch(
    new Request(`http://localhost${path}`, { headers: { accept: 'image/webp' } }),
  );
  if (!image.ok) throw new Error(`The image was answered with ${image.status}.`);
  await image.arrayBuffer();
}

const resize = () =>
  sharp(photo).autoOrient().resize(80, 80, { fit: 'cover' }).webp({ quality: 62 }).toBuffer();

process.on('message', async ({ count }: { count: number }) => {
  const callsBefore = calls();
  const before = process.cpuUsage();
  for (let done = 0; done < count; done += 1) {
    chats += 1;
    await (floor ? resize() : askGateway(chatIdOf(chats)));
  }
  const { user, system } = process.cpuUsage(before);
  const answer: ColdPictures = {
    cpuMs: (user + system) / 1000 / count,
    storeCalls: (calls() - callsBefore) / count,
  };
  process.send?.(answer);
});
process.send?.('ready');
