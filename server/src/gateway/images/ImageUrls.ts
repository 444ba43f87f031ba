import { IMAGE_WIDTHS } from '../../images/resizeImage.js';
import type { StoredImage } from '../../store/PictureRecord.js';
import type { SigningKeys } from './SigningKeys.js';

const DAY = 24 * 60 * 60 * 1000;

/** The width of a URL without one: the original's own size. */
export const DEFAULT_WIDTH = 640;

const WIDTHS = new Map<string, number>(IMAGE_WIDTHS.map((width) => [String(width), width]));

/** The offered width that this text names, in pixels. */
export const readWidth = (text: string): number | undefined => WIDTHS.get(text);

export interface SignedImage {
  hash: string;
  width: number;
  /** When the URL expires, in seconds since the epoch. */
  expires: string;
}

/** The part of a stored image that its URLs are made of. */
export type ShownImage = Pick<StoredImage, 'hash' | 'width' | 'height'>;

export interface SignedUrls {
  url: string;
  srcSet: string;
  /** In ms since the epoch. */
  expiresAt: number;
}

/**
 * Signed URLs. The signature is the permission, for one to two days, so that a plain `<img>` can use them. The URLs of a picture
 * stay the same for a day, which makes them cacheable, and different pictures change theirs at different hours.
 */
export class ImageUrls {
  readonly #folder: string;
  readonly #keys: SigningKeys;
  readonly #now: () => number;

  constructor(basePath: string, keys: SigningKeys, now: () => number) {
    this.#folder = `${basePath.replace(/\/$/, '')}/images`;
    this.#keys = keys;
    this.#now = now;
  }

  /** The secret that signs. `undefined`: it has to be read again, which `of` does. */
  get secret(): string | undefined {
    return this.#keys.current;
  }

  /** Whether URLs that `of` makes today have this expiry. */
  isOfToday(expiresAt: number): boolean {
    const left = expiresAt - this.#now();
    return left > DAY && left <= 2 * DAY;
  }

  async of({ hash, width, height }: ShownImage): Promise<SignedUrls> {
    const sign = await this.#keys.signer();
    const expiresAt = this.#expiryOf(hash);
    const urlOf = (offered: number) => {
      const image = { hash, width: offered, expires: String(expiresAt / 1000) };
      return `${this.#folder}/${hash}?w=${offered}&exp=${image.expires}&sig=${sign(textOf(image))}`;
    };
    // An image is never enlarged, so the widest one may be narrower than its URL says.
    const side = Math.min(width, height, DEFAULT_WIDTH);
    const candidates = IMAGE_WIDTHS.filter((offered) => offered < side).map(
      (offered) => `${urlOf(offered)} ${offered}w`,
    );
    const url = urlOf(DEFAULT_WIDTH);
    return { url, srcSet: [...candidates, `${url} ${side}w`].join(', '), expiresAt };
  }

  async check(image: SignedImage, signature: string): Promise<'good' | 'altered' | 'expired'> {
    if (!/^\d{1,12}$/.test(image.expires)) return 'altered';
    if (!(await this.#keys.verify(textOf(image), signature))) return 'altered';
    return Number(image.expires) * 1000 > this.#now() ? 'good' : 'expired';
  }

  #expiryOf(hash: string): number {
    const offset = Math.round((Number.parseInt(hash.slice(0, 6), 16) / 0x1000000) * (DAY / 1000)) * 1000;
    return (Math.floor((this.#now() - offset) / DAY) + 2) * DAY + offset;
  }
}

function textOf({ hash, width, expires }: SignedImage): string {
  return `image\n${hash}\n${width}\n${expires}`;
}
