import type { ChatId } from 'chat-avatar/wawp';
import { downloadImage } from '../images/download/downloadImage.js';
import type { Moment } from '../store/erase/ForgottenChats.js';
import type { LoadedPicture, PictureRecords, StoreAnswerOptions } from '../store/loadPicture.js';
import type { PictureRecord } from '../store/PictureRecord.js';
import type { PictureStore } from '../store/PictureStore.js';
import type { EnrichOutcome } from './EnrichReport.js';
import type { ActiveChat } from './overview/findActiveChats.js';
import type { EnrichSettings } from './readEnrichOptions.js';

/** The result for one chat. */
export interface ChatResult {
  outcome: EnrichOutcome;
  /** Size of a newly stored picture. */
  bytes?: number;
}

/** How the enricher downloads and stores the answers about a chat. It pins the pictures that it sees. */
export function storing(
  store: PictureRecords,
  { chatId, name }: ActiveChat,
  settings: EnrichSettings,
): Omit<StoreAnswerOptions, 'unstored' | 'begun'> {
  const { imageHosts, dangerouslyAllowPrivateAddresses, maxImageBytes, fetchImage, signal, now } = settings;
  return {
    store,
    chatId,
    now,
    keep: true,
    trustsPath: true,
    ...(name !== undefined && { name }),
    download: (url) =>
      downloadImage(url, {
        imageHosts,
        dangerouslyAllowPrivateAddresses,
        fetchImage,
        ...(maxImageBytes !== undefined && { maxBytes: maxImageBytes }),
        ...(signal && { signal }),
      }),
  };
}

/** The result for a chat that was loaded. */
export function resultOf({ record, previous }: LoadedPicture): ChatResult {
  const isSame = record === previous || record.image?.hash === previous?.image?.hash;
  if (record.status !== 'available' || isSame) return { outcome: outcomeOf(record) };
  return { outcome: 'stored', bytes: record.image.bytes };
}

/** The outcome for a chat that got no new picture. */
function outcomeOf({ status, image }: PictureRecord): EnrichOutcome {
  if (status === 'available') return 'unchanged';
  return image ? 'kept' : status;
}

/** Pins a visible picture that the gateway stored: it stays when its owner hides it. */
export async function pinFace(
  store: PictureStore,
  { chatId, record, begun }: { chatId: ChatId; record: PictureRecord; begun: Moment },
): Promise<void> {
  if (record.status !== 'available' || record.keep) return;
  await store.put(chatId, { ...record, keep: true }, undefined, { begun });
}
