import type { ChatId, ChatPicture } from 'chat-avatar/wawp';
import { downloadImage } from '../images/download.js';
import { pictureIdentity } from '../lib/pictureIdentity.js';
import { describeImage, nextRecord } from '../store/nextRecord.js';
import type { PictureRecord } from '../store/PictureRecord.js';
import type { PictureStore } from '../store/PictureStore.js';
import type { EnrichSettings } from './EnrichOptions.js';
import type { EnrichOutcome } from './EnrichReport.js';
import type { ActiveChat } from './findActiveChats.js';

export interface Kept {
  outcome: EnrichOutcome;
  /** Of a picture that was stored. */
  bytes?: number;
}

/**
 * Writes down what Wawp answered about a chat, and the picture itself unless it is there already.
 *
 * @throws {ImageError} when the picture cannot be had, {@link StoreError} when the store fails. The store is as before then.
 */
export async function keepPicture(
  store: PictureStore,
  { chatId, name }: ActiveChat,
  previous: PictureRecord | undefined,
  picture: ChatPicture,
  settings: EnrichSettings,
): Promise<Kept> {
  const options = { now: settings.now(), keep: true, ...(name !== undefined && { name }) } as const;
  if (picture.status !== 'available') {
    await store.put(chatId, nextRecord(previous, picture, options));
    return { outcome: previous?.image ? 'kept' : picture.status };
  }
  const { asOf } = picture;
  const answerWith = (image: NonNullable<PictureRecord['image']>) =>
    nextRecord(previous, { status: 'available', image, ...(asOf !== undefined && { asOf }) }, options);

  // The CDN signs the same picture anew each time; its path stays.
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

/** A face that the gateway has stored, and which nobody need be asked for: from now on it is to stay. */
export async function claimFace(store: PictureStore, chatId: ChatId, record: PictureRecord): Promise<void> {
  if (record.image && !record.keep) await store.put(chatId, { ...record, keep: true });
}

/** What a record that is still good says of its chat. */
export function outcomeOf({ status, image }: PictureRecord): EnrichOutcome {
  if (status === 'available') return 'unchanged';
  return image ? 'kept' : status;
}
