import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import { downloadImage } from '../images/downloadImage.js';
import { pictureIdentity } from '../lib/pictureIdentity.js';
import { describeImage, nextRecord } from '../store/nextRecord.js';
import type { PictureRecord } from '../store/PictureRecord.js';
import type { PictureStore } from '../store/PictureStore.js';
import type { EnrichOutcome } from './EnrichReport.js';
import type { ActiveChat } from './findActiveChats.js';
import type { EnrichSettings } from './readEnrichOptions.js';

/** The result for one chat. */
export interface ChatResult {
  outcome: EnrichOutcome;
  /** Size of a newly stored picture. */
  bytes?: number;
}

/**
 * Stores Wawp's answer about a chat, and downloads the picture unless the store has it already.
 *
 * @throws {ImageError} if the download fails; {@link StoreError} if the store fails. The store is unchanged then.
 */
export async function storeAnswer(
  store: PictureStore,
  { chatId, name }: ActiveChat,
  previous: PictureRecord | undefined,
  picture: ChatPicture,
  settings: EnrichSettings,
): Promise<ChatResult> {
  const options = { now: settings.now(), keep: true, ...(name !== undefined && { name }) } as const;
  if (picture.status !== 'available') {
    await store.put(chatId, nextRecord(previous, picture, options));
    return { outcome: previous?.image ? 'kept' : picture.status };
  }
  const { asOf } = picture;
  const answerWith = (image: NonNullable<PictureRecord['image']>) =>
    nextRecord(previous, { status: 'available', image, ...(asOf !== undefined && { asOf }) }, options);

  // The CDN signs the same picture with a new query each time; its path stays the same.
  if (previous?.image?.source !== undefined && previous.image.source === pictureIdentity(picture.url)) {
    await store.put(chatId, answerWith(previous.image));
    return { outcome: 'unchanged' };
  }
  const { imageHosts, dangerouslyAllowPrivateAddresses, maxImageBytes, fetchImage, signal } = settings;
  const download = await downloadImage(picture.url, {
    imageHosts,
    dangerouslyAllowPrivateAddresses,
    fetchImage,
    ...(maxImageBytes !== undefined && { maxBytes: maxImageBytes }),
    ...(signal && { signal }),
  });
  const image = describeImage(download.bytes, download, picture.url);
  await store.put(chatId, answerWith(image), download.bytes);
  if (previous?.image?.hash === image.hash) return { outcome: 'unchanged' };
  return { outcome: 'stored', bytes: image.bytes };
}

/** Pins a picture that the gateway stored: it stays when its owner hides it. */
export async function pinFace(store: PictureStore, chatId: ChatId, record: PictureRecord): Promise<void> {
  if (record.image && !record.keep) await store.put(chatId, { ...record, keep: true });
}

/** The outcome for a chat with a fresh record. */
export function outcomeOf({ status, image }: PictureRecord): EnrichOutcome {
  if (status === 'available') return 'unchanged';
  return image ? 'kept' : status;
}
