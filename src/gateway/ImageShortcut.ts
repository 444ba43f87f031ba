import { LRUCache } from 'lru-cache';
import { negotiateFormat, type ServedFormat } from '../images/negotiateFormat.js';
import { imageHeaders } from './imageHeaders.js';
import type { ServedImages } from './ServedImages.js';

/** Some 50,000 URLs as they are signed, in bytes. */
const MAX_URL_BYTES = 16 * 1024 * 1024;

/** What an entry takes besides its URL, roughly, in bytes. */
const ENTRY_BYTES = 200;

/** Browsers of one version all send the same `Accept`. */
const MAX_ACCEPTS = 100;

interface CheckedUrl {
  hash: string;
  width: number;
  /** In ms since the epoch. */
  expiresAt: number;
}

/**
 * Images are most of what a gateway is asked for, and the same ones again and again. A URL whose signature was found to be
 * good stays good until it expires, so that its image, when it is in memory, is answered without routing anything.
 * Only `GET` and what depends on no other header: all else takes the long way.
 */
export class ImageShortcut {
  readonly #images: ServedImages;
  readonly #crossOrigin: boolean;
  readonly #now: () => number;
  /** Bounded by bytes: whoever has one URL can make it longer, and as many of it as there are hosts and parameters. */
  readonly #checked = new LRUCache<string, CheckedUrl>({
    maxSize: MAX_URL_BYTES,
    sizeCalculation: (_, url) => url.length + ENTRY_BYTES,
  });
  /** The same with the same bytes, for as long as these are in memory. */
  readonly #headers = new WeakMap<Uint8Array, Record<string, string>>();
  readonly #formats = new LRUCache<string, ServedFormat>({ max: MAX_ACCEPTS });

  constructor(images: ServedImages, crossOrigin: boolean, now: () => number) {
    this.#images = images;
    this.#crossOrigin = crossOrigin;
    this.#now = now;
  }

  /** Says that this URL's signature is good. */
  remember(url: string, checked: CheckedUrl): void {
    this.#checked.set(url, checked);
  }

  answer(request: Request): Response | undefined {
    if (request.method !== 'GET') return undefined;
    const checked = this.#checked.get(request.url);
    if (checked === undefined || checked.expiresAt <= this.#now()) return undefined;
    const { headers } = request;
    if (headers.has('if-none-match') || (this.#crossOrigin && headers.has('origin'))) return undefined;
    const { hash, width } = checked;
    const format = this.#formatFor(headers.get('accept') ?? '');
    const bytes = this.#images.getHot(hash, width, format);
    if (bytes === undefined) return undefined;
    return new Response(bytes, { headers: this.#headersOf(bytes, { hash, width, format }) });
  }

  #headersOf(bytes: Uint8Array, image: { hash: string; width: number; format: ServedFormat }) {
    const known = this.#headers.get(bytes);
    if (known !== undefined) return known;
    const headers = {
      ...imageHeaders({ ...image, crossOrigin: this.#crossOrigin }),
      vary: 'Accept, Origin',
      'content-length': String(bytes.byteLength),
    };
    this.#headers.set(bytes, headers);
    return headers;
  }

  #formatFor(accept: string): ServedFormat {
    const known = this.#formats.get(accept);
    if (known !== undefined) return known;
    const format = negotiateFormat(accept);
    this.#formats.set(accept, format);
    return format;
  }
}
