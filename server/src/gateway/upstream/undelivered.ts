import type { ChatPicture } from 'chat-avatar/wawp';
import { ByteBudget } from '../../lib/memory/ByteBudget.js';

/** Five of the largest pictures that a source may send as a `data:` URL, in bytes. */
const MAX_UNDELIVERED_BYTES = 32 * 1024 * 1024;

/**
 * The answers of the sources that are not stored yet, for all gateways of the process: a `data:` URL is a whole picture. While they reach
 * the maximum, no source is asked. An answer that was refused for want of memory would be asked for again.
 */
export const undelivered = new ByteBudget(MAX_UNDELIVERED_BYTES);

/** The bytes of an answer, nearly all of which are its URL. */
export function answerBytes(answer: ChatPicture): number {
  return answer.status === 'available' ? answer.url.length : 0;
}
