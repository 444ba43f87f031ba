import type { Picture } from '../avatar/imageLayers.js';
import type { ChatPicture } from '../chat/ChatPicture.js';
import { safeImageUrl, safeSrcSet } from '../chat/safeImageUrl.js';

const memo = new WeakMap<ChatPicture, Picture>();

/**
 * The picture of an answer, as an `<img>` may have it, or `undefined` if there is none or its URL is unsafe. An unsafe `srcSet` is
 * left out. Checked once per answer, for all avatars and renders: a restored or hand-written cache entry has met no parser.
 */
export function shownPicture(answer: ChatPicture | undefined): Picture | undefined {
  if (answer?.status !== 'available') return undefined;
  const known = memo.get(answer);
  if (known) return known;
  const url = safeImageUrl(answer.url);
  if (url === undefined) return undefined;
  const picture = { url, srcSet: safeSrcSet(answer.srcSet) };
  memo.set(answer, picture);
  return picture;
}
