import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import { type ChatId, safeParseChatId } from '../chat/chatId.js';
import type { PictureAnswer } from '../chat/PictureSource.js';
import { invalidResponse, isJsonObject, type JsonObject, readItemError } from './problem.js';
import { resolvePictureUrl, resolveSrcSet } from './urls.js';

export type GatewayAnswer =
  | { chatId: ChatId; picture: PictureAnswer }
  | { chatId: ChatId; error: ChatPictureError };

/** One item of an answer, or `undefined` when it names no chat. A malformed item is an error of its own chat only. */
export function readAnswer(item: unknown, folder: URL): GatewayAnswer | undefined {
  const chatId = isJsonObject(item) ? safeParseChatId(item.chatId) : undefined;
  if (!isJsonObject(item) || chatId === undefined) return undefined;
  if (item.error !== undefined) return { chatId, error: readItemError(item.error) };
  const picture = readPicture(item.picture, folder);
  return picture
    ? { chatId, picture: item.kept === true ? { ...picture, kept: true } : picture }
    : { chatId, error: invalidResponse('sent an item of an unknown form') };
}

/** The picture that comes with a refused refresh (429, within the cool-down). */
export function readThrottled(document: unknown, folder: URL): ChatPicture | undefined {
  if (!isJsonObject(document) || document.throttled !== true) return undefined;
  return readPicture(document.picture, folder);
}

/** The picture's known members. `undefined` when one of them is malformed. */
function readPicture(picture: unknown, folder: URL): ChatPicture | undefined {
  if (!isJsonObject(picture)) return undefined;
  const { status, reason } = picture;
  if (status === 'available') return readAvailable(picture, folder);
  if (status === 'restricted') return { status };
  return status === 'none' && (reason === 'empty' || reason === 'not-found') ? { status, reason } : undefined;
}

function readAvailable(picture: JsonObject, folder: URL): ChatPicture | undefined {
  const url = resolvePictureUrl(picture.url, folder);
  if (url === undefined) return undefined;
  const available: ChatPicture = { status: 'available', url };
  // Some serialisers write an absent value as `null`.
  if ((picture.srcSet ?? undefined) !== undefined) {
    available.srcSet = resolveSrcSet(picture.srcSet, folder);
    if (available.srcSet === undefined) return undefined;
  }
  for (const field of ['expiresAt', 'asOf', 'hiddenSince'] as const) {
    const time = picture[field] ?? undefined;
    if (time === undefined) continue;
    if (!Number.isFinite(time)) return undefined;
    available[field] = Number(time);
  }
  return available;
}
