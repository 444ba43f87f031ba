/**
 * The answer about a chat's profile picture. All three statuses are answers, and are cached equally.
 */
export type ChatPicture =
  | {
      status: 'available';
      /** An `https:` URL, a `data:image/…` URL, or a `blob:` URL of this page. */
      url: string;
      /** The same picture at several widths, in the form of the `srcset` attribute of `<img>`. */
      srcSet?: string | undefined;
      /** When the URL expires, in ms since the epoch. Absent when unknown. */
      expiresAt?: number | undefined;
      /** When WhatsApp last confirmed it, in ms since the epoch. */
      asOf?: number | undefined;
      /** When the owner of a stored picture hid it, in ms since the epoch. */
      hiddenSince?: number | undefined;
    }
  | {
      status: 'none';
      /** An empty answer does not distinguish a chat without a picture from one that hides it or has blocked the account. */
      reason: 'empty' | 'not-found';
    }
  | {
      /** Hidden by the person's privacy settings. */
      status: 'restricted';
    };

/** A picture that can be shown. */
export type AvailableChatPicture = Extract<ChatPicture, { status: 'available' }>;

/**
 * Whether two answers show the same picture. A CDN signs the same picture differently each time, so the query is ignored
 * (Evolution API does the same). A relative URL, as a server prefetches it, equals the absolute URL of the same path.
 */
export function isSamePicture(a: ChatPicture | undefined, b: ChatPicture | undefined): boolean {
  if (a?.status === 'available' && b?.status === 'available') {
    const [one, other] = [withoutScheme(a.url), withoutScheme(b.url)];
    return one === other || withoutHost(one) === other || one === withoutHost(other);
  }
  return a?.status === b?.status;
}

/** The part of a URL that stays the same when the URL is signed anew: all of a `data:` or `blob:` URL. */
export function pictureIdentity(url: string): string {
  return /^(data|blob):/i.test(url) ? url : (url.split(/[?#]/, 1)[0] ?? url);
}

function withoutScheme(url: string): string {
  return pictureIdentity(url).replace(/^https?:/i, '');
}

function withoutHost(url: string): string {
  return url.replace(/^\/\/[^/]*/, '');
}
