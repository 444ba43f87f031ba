import { type ChatPicture, ChatPictureError } from 'chat-avatar/wawp';
import { isRasterDataUrl } from '../../lib/isRasterDataUrl.js';

/** What an `<img>` may be given. A path would be one of the source's own site, which the browser is not on. */
const isImageUrl = (url: string) => /^https?:\/\//i.test(url) || isRasterDataUrl(url);

/** In ms since the epoch; anything else is no time, and what is not known is left out. */
const time = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

/**
 * A source is often somebody's own code. What it answers is looked at before it is sent to browsers, and only the fields
 * of a `ChatPicture` go out: whatever else a source keeps on its answers stays here.
 */
export function validateAnswer(answer: ChatPicture): ChatPicture {
  if (answer?.status === 'available' && typeof answer.url === 'string' && isImageUrl(answer.url)) {
    const { status, url, srcSet } = answer;
    return { status, url, srcSet, expiresAt: time(answer.expiresAt), asOf: time(answer.asOf) };
  }
  if (answer?.status === 'none') {
    return { status: 'none', reason: answer.reason === 'not-found' ? 'not-found' : 'empty' };
  }
  if (answer?.status === 'restricted') return { status: 'restricted' };
  throw new ChatPictureError(
    'invalid-response',
    'The gateway\'s source answered something that is not a ChatPicture. getChatPicture() should resolve to { status: "available", url }, { status: "none", reason } or { status: "restricted" }.',
  );
}
