import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import { type ChatId, safeParseChatId } from '../chat/chatId.js';
import { markKept } from '../query/refresh/keptPictures.js';
import { invalidResponse, isJsonObject, type JsonObject, readItemError } from './problem.js';
import { resolvePictureUrl, resolveSrcSet } from './urls.js';

export type GatewayAnswer =
  | { chatId: ChatId; picture: ChatPicture }
  | { chatId: ChatId; error: ChatPictureError };

/** One answer out of many; `undefined` for what names no chat. What is wrong with one costs no other its answer. */
export function readAnswer(item: unknown, folder: URL): GatewayAnswer | undefined {
  const chatId = isJsonObject(item) ? safeParseChatId(item.chatId) : undefined;
  if (!isJsonObject(item) || chatId === undefined) return undefined;
  if (item.error !== undefined) return { chatId, error: readItemError(item.error) };
  const picture = readPicture(item.picture, folder);
  return picture
    ? { chatId, picture: item.kept === true ? markKept(picture) : picture }
    : { chatId, error: invalidResponse('something that is not a picture') };
}

/** What the gateway holds of a chat that it would not refresh so soon again. */
export function readThrottled(document: unknown, folder: URL): ChatPicture | undefined {
  if (!isJsonObject(document) || document.throttled !== true) return undefined;
  return readPicture(document.picture, folder);
}

/** What is known of a picture, and nothing else that came with it. */
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
  if (isPresent(picture.srcSet)) {
    const srcSet = resolveSrcSet(picture.srcSet, folder);
    if (srcSet === undefined) return undefined;
    available.srcSet = srcSet;
  }
  for (const field of ['expiresAt', 'asOf', 'hiddenSince'] as const) {
    const time = picture[field];
    if (!isPresent(time)) continue;
    if (typeof time !== 'number' || !Number.isFinite(time)) return undefined;
    available[field] = time;
  }
  return available;
}

/** Some languages write `null` for what is not there. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
