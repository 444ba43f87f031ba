import { parseChatId } from 'chat-avatar/wawp';
/**
 * Stores pictures without a pause until it is killed, and prints the chat id of each complete record. Built and run by
 * `kill.integration.test.ts`.
 */

import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { JPEG, someBytes } from './pictures.fixture.js';

const [place = '', chats = '8', plain = ''] = process.argv.slice(2);
const storage =
  plain === 'plain'
    ? createStorage({ driver: fsDriver({ base: place }) })
    : (await openStorage(place)).storage;
const store = new PictureStore(storage);

for (let round = Number(process.hrtime.bigint() % 100_000n); ; round += 1) {
  const writing = Array.from({ length: Number(chats) }, async (_, index) => {
    const chatId = parseChatId(`2012345678${10 + index}@c.us`);
    const bytes = someBytes(round * 31 + index, 150_000);
    const image = describeImage(bytes, JPEG, `https://pps.whatsapp.net/${round}`);
    const record = nextRecord(await store.get(chatId), { status: 'available', image }, { now: Date.now() });
    await store.put(chatId, record, bytes);
    await store.putSize(image.hash, '80.webp', someBytes(round, 20_000));
    process.stdout.write(`${chatId}\n`);
  });
  await Promise.all(writing);
}
