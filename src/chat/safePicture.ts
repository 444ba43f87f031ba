import type { ChatPicture } from './ChatPicture.js';
import { safeImageUrl, safeSrcSet } from './safeImageUrl.js';

/** A picture with URLs that are safe in an `<img>`. */
export interface SafePicture {
  url: string;
  srcSet: string | undefined;
}

const memo = new WeakMap<ChatPicture, SafePicture>();

/**
 * The picture of an answer, or `undefined` if there is none or its URL is unsafe. An unsafe `srcSet` is left out.
 *
 * Parsed once per answer, for the cache, all avatars and all renders. A restored or hand-written cache entry is parsed here first.
 */
export function safePicture(answer: ChatPicture | undefined): SafePicture | undefined {
  if (answer?.status !== 'available') return undefined;
  const known = memo.get(answer);
  if (known) return known;
  const url = safeImageUrl(answer.url);
  if (url === undefined) return undefined;
  const picture = { url, srcSet: safeSrcSet(answer.srcSet) };
  memo.set(answer, picture);
  return picture;
}

/** Whether a value is an answer that can be shown: a source, a damaged cache and an older version hand over others. */
export function isSafeAnswer(answer: ChatPicture | undefined): answer is ChatPicture {
  return safePicture(answer) !== undefined || answer?.status === 'none' || answer?.status === 'restricted';
}
