import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChatPicture, createGatewaySource } from 'chat-avatar';
import { parseChatId } from 'chat-avatar/wawp';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { describeImage, nextRecord } from '../../src/store/nextRecord.js';
import { PictureStore } from '../../src/store/PictureStore.js';
import { openStorage } from '../../src/store/storage/open/openStorage.js';
import { type CliRun, runCliIn } from './runCli.js';
import { started } from './serve.fixture.js';

const COUNT = 400;
// Half of WhatsApp's, so that a busy machine resizes them all within the 30 s that a request waits for a decoder.
const SIDE = 320;
const chats = Array.from({ length: COUNT }, (_, index) => parseChatId(`20123456${1000 + index}@c.us`));

let folder: string;
let cli: CliRun | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cold-images-'));
});
afterEach(async () => {
  cli?.process.kill('SIGKILL');
  await cli?.ended;
  await rm(folder, { recursive: true });
});

/** Photos with different content: parts of a larger one. */
async function storePhotos(): Promise<void> {
  const large = await sharp(await photograph(SIDE + 200))
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { storage, close } = await openStorage(folder);
  const store = new PictureStore(storage);
  const put = async (chatId: (typeof chats)[number], index: number) => {
    const part = { left: (index % 20) * 10, top: Math.floor(index / 20) * 10, width: SIDE, height: SIDE };
    const photo = await sharp(large.data, { raw: large.info }).extract(part).jpeg({ quality: 80 }).toBuffer();
    const image = describeImage(photo, { contentType: 'image/jpeg', width: SIDE, height: SIDE });
    await store.put(
      chatId,
      nextRecord(undefined, { status: 'available', image }, { now: Date.now() }),
      photo,
    );
  };
  await Promise.all(chats.map(put));
  await close();
}

/** What a browser loads for an avatar of 48 px on a sharp screen. */
function urlOf(picture: ChatPicture): string {
  const srcSet = picture.status === 'available' ? picture.srcSet : undefined;
  return (
    srcSet
      ?.split(', ')
      .find((candidate) => candidate.endsWith(' 96w'))
      ?.split(' ')[0] ?? picture.status
  );
}

it('400 images that were never resized are all answered when a browser asks for them at once', {
  timeout: 120_000,
}, async () => {
  await storePhotos();
  cli = runCliIn(
    { WAWP_INSTANCE_ID: '1', WAWP_ACCESS_TOKEN: 'a-token-of-the-test', WAWP_BASE_URL: 'http://127.0.0.1:9' },
    ...['serve', '--port', '0', '--store', folder],
  );
  const origin = await started(cli);
  const source = createGatewaySource({ baseUrl: origin });
  const urls = (await Promise.all(chats.map((chatId) => source.getChatPicture(chatId)))).map(urlOf);
  expect(new Set(urls).size).toBe(COUNT);

  // No `<img>` is asked for again after an error.
  const images = await Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url, { headers: { accept: 'image/webp,image/*' } });
      const { format, width } = answer.ok ? await sharp(await answer.arrayBuffer()).metadata() : {};
      return `${answer.status} ${format} ${width}`;
    }),
  );
  expect(images.filter((image) => image !== '200 webp 96')).toEqual([]);
});
