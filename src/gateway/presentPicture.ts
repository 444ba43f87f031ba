import type { ChatPicture } from '../chat/ChatPicture.js';
import type { ImageUrls } from './ImageUrls.js';
import type { KnownPicture } from './KnownPicture.js';

/** A picture as it is answered. `stale`: it is older than a day, and WhatsApp could not be asked. */
export type PresentedPicture = ChatPicture & { stale?: true };

export type Present = (known: KnownPicture) => Promise<PresentedPicture>;

/** How soon browsers should ask again about a picture that is old, in ms. */
const STALE_FOR = 10 * 60 * 1000;

/** Turns what is known into an answer with URLs of our own. */
export function presenter(urls: ImageUrls, now: () => number): Present {
  return async ({ record, stale }) => {
    const old = stale && { stale };
    if (record.status === 'restricted') return { status: 'restricted', ...old };
    if (record.status === 'none') return { status: 'none', reason: record.reason, ...old };
    const { url, srcSet, expiresAt } = await urls.of(record.image);
    return {
      status: 'available',
      url,
      srcSet,
      // The URL itself lives on; browsers know by this when to ask for a newer one.
      expiresAt: stale ? Math.min(expiresAt, now() + STALE_FOR) : expiresAt,
      asOf: record.asOf ?? record.lastSeen ?? record.fetchedAt,
      ...old,
    };
  };
}
