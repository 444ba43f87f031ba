import { type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import { isRasterDataUrl } from '../../lib/isRasterDataUrl.js';

/** Absolute URLs only: a path would be relative to the source's site, and the browser is on another. */
const isImageUrl = (url: string) => /^https?:\/\//i.test(url) || isRasterDataUrl(url);

/** A time in ms since the epoch. Any other value is dropped. */
const time = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/**
 * Trust boundary. A source is often application code, so its answer is validated before it reaches browsers. Only the fields
 * that the gateway uses are copied: others may hold secrets, and take memory. It makes a `srcSet` of its own.
 *
 * @throws {ChatPictureError} `invalid-response`
 */
export function validateAnswer(answer: ChatPicture): ChatPicture {
  if (answer?.status === 'available' && typeof answer.url === 'string' && isImageUrl(answer.url)) {
    const { status, url } = answer;
    return { status, url, expiresAt: time(answer.expiresAt), asOf: time(answer.asOf) };
  }
  if (answer?.status === 'none') {
    return { status: 'none', reason: answer.reason === 'not-found' ? 'not-found' : 'empty' };
  }
  if (answer?.status === 'restricted') return { status: 'restricted' };
  throw new ChatPictureError(
    'invalid-response',
    'The gateway\'s source returned a value that is not a ChatPicture. getChatPicture() should resolve to { status: "available", url }, { status: "none", reason } or { status: "restricted" }.',
  );
}
