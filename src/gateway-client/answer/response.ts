import type { ChatPicture } from '../../chat/ChatPicture.js';
import type { ChatPictureError } from '../../chat/ChatPictureError.js';
import { type ChatId, safeParseChatId } from '../../chat/chatId.js';
import type { PictureAnswer } from '../../chat/PictureSource.js';
import { invalidResponse, type JsonObject, membersOf, readItemError } from './problem.js';
import { resolvePictureUrl, resolveSrcSet } from './urls.js';

export type GatewayAnswer =
  | { chatId: ChatId; picture: PictureAnswer }
  | { chatId: ChatId; error: ChatPictureError };

/** One item of an answer, or `undefined` when it names no chat. A malformed item is an error of its own chat only. */
export function readAnswer(item: unknown, folder: URL): GatewayAnswer | undefined {
  const members = membersOf(item);
  const chatId = safeParseChatId(members.chatId);
  if (chatId === undefined) return undefined;
  if (members.error !== undefined) return { chatId, error: readItemError(members.error) };
  const picture = readPicture(members.picture, folder);
  return picture
    ? { chatId, picture: members.kept === true ? { ...picture, kept: true } : picture }
    : { chatId, error: invalidResponse('sent an item of an unknown form') };
}

/** The picture that comes with a refused refresh (429, within the cool-down). */
export function readThrottled(document: unknown, folder: URL): ChatPicture | undefined {
  const { throttled, picture } = membersOf(document);
  return throttled === true ? readPicture(picture, folder) : undefined;
}

/** The picture's known members. `undefined` when one of them is malformed. */
function readPicture(picture: unknown, folder: URL): ChatPicture | undefined {
  const members = membersOf(picture);
  const { status, reason } = members;
  if (status === 'available') return readAvailable(members, folder);
  if (status === 'restricted') return { status };
  return status === 'none' && (reason === 'empty' || reason === 'not-found') ? { status, reason } : undefined;
}

function readAvailable(picture: JsonObject, folder: URL): ChatPicture | undefined {
  const url = resolvePictureUrl(picture.url, folder);
  if (url === undefined) return undefined;
  const available: ChatPicture = { status: 'available', url };
  // Some serialisers write an absent value as `null`.
  if (picture.srcSet != null) {
    available.srcSet = resolveSrcSet(picture.srcSet, folder);
    if (available.srcSet === undefined) return undefined;
  }
  for (const field of ['expiresAt', 'asOf', 'hiddenSince'] as const) {
    const time = picture[field];
    if (time == null) continue;
    if (!Number.isFinite(time)) return undefined;
    available[field] = time as number;
  }
  return available;
}
