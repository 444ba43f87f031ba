import { type ChatId, parseChatId } from 'chat-avatar/wawp';
import { photograph } from '../../../test/support/photographs.js';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';

export const ANNA = parseChatId('201234567890@c.us');
export const BERT = parseChatId('5511987654321@c.us');
export const CARL = parseChatId('4915112345678@c.us');
export const NOW = Date.UTC(2026, 10, 23, 7, 30);

/** Stores a picture of a chat. */
export async function storePicture(
  place: string,
  chatId: ChatId,
  photo: Buffer,
  now = NOW,
  name = 'Anna',
): Promise<void> {
  const { storage, close } = await openStorage(place);
  const image = describeImage(photo, { contentType: 'image/jpeg', width: 96, height: 96 });
  const record = nextRecord(undefined, { status: 'available', image }, { now, name });
  await new PictureStore(storage).put(chatId, record, photo);
  await close();
}

/** Three chats with two pictures. */
export async function storeThree(place: string): Promise<Buffer[]> {
  const photos = await Promise.all([photograph(96, 1), photograph(96, 2)]);
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = photos;
  await storePicture(place, ANNA, first);
  await storePicture(place, BERT, second, NOW, 'Bert');
  await storePicture(place, CARL, second, NOW, 'Carl');
  return photos;
}
