import { LRUCache } from 'lru-cache';
import { negotiateFormat, type ServedFormat } from '../../images/negotiateFormat.js';
import { type ImageVariants, type VariantKey, variantKey } from './ImageVariants.js';
import { imageHeaders } from './imageHeaders.js';

/** Some 40,000 URLs as they are signed, in bytes. */
const MAX_URL_BYTES = 32 * 1024 * 1024;

/** What an entry takes besides its URL, roughly, in bytes. */
const ENTRY_BYTES = 600;

/** Browsers of one version all send the same `Accept`. */
const MAX_ACCEPTS = 100;

interface CheckedUrl {
  hash: string;
  width: number;
  /** In ms since the epoch. */
  expiresAt: number;
}

interface RememberedUrl extends CheckedUrl {
  variants: Partial<Record<ServedFormat, Variant>>;
}

/** What a URL leads to in one format: made once, since each request would make the same again. */
class Variant {
  readonly key: VariantKey;
  #headers: Record<string, string>;
  #length = -1;

  constructor(key: VariantKey, headers: Record<string, string>) {
    this.key = key;
    this.#headers = headers;
  }

  /** Another encoder may have made the same image a few bytes longer, meanwhile. */
  headersFor({ byteLength }: Uint8Array): Record<string, string> {
    if (byteLength !== this.#length) {
      this.#length = byteLength;
      this.#headers = { ...this.#headers, 'content-length': String(byteLength) };
    }
    return this.#headers;
  }
}

/**
 * Images are most of what a gateway is asked for, and the same ones again and again. A URL whose signature was found to be
 * good stays good until it expires, so that its image, when it is in memory, is answered without routing anything.
 * Only `GET` and what depends on no other header: all else takes the long way.
 */
export class ImageFastPath {
  readonly #images: ImageVariants;
  readonly #crossOrigin: boolean;
  readonly #now: () => number;
  /** Bounded by bytes: whoever has one URL can make it longer, and as many of it as there are hosts and parameters. */
  readonly #checked = new LRUCache<string, RememberedUrl>({
    maxSize: MAX_URL_BYTES,
    sizeCalculation: (_, url) => url.length + ENTRY_BYTES,
  });
  readonly #formats = new LRUCache<string, ServedFormat>({ max: MAX_ACCEPTS });

  constructor(images: ImageVariants, crossOrigin: boolean, now: () => number) {
    this.#images = images;
    this.#crossOrigin = crossOrigin;
    this.#now = now;
  }

  /** Says that this URL's signature is good. */
  remember(url: string, checked: CheckedUrl): void {
    this.#checked.set(url, { ...checked, variants: {} });
  }

  answer(request: Request): Response | undefined {
    if (request.method !== 'GET') return undefined;
    const checked = this.#checked.get(request.url);
    if (checked === undefined || checked.expiresAt <= this.#now()) return undefined;
    const { headers } = request;
    if (headers.has('if-none-match') || (this.#crossOrigin && headers.has('origin'))) return undefined;
    const format = this.#formatFor(headers.get('accept') ?? '');
    const variant = checked.variants[format] ?? this.#variant(checked, format);
    const bytes = this.#images.getFromMemory(variant.key);
    return bytes && new Response(bytes, { headers: variant.headersFor(bytes) });
  }

  #variant({ hash, width, variants }: RememberedUrl, format: ServedFormat): Variant {
    const common = imageHeaders({ hash, width, format, crossOrigin: this.#crossOrigin });
    const variant = new Variant(variantKey(hash, width, format), { ...common, vary: 'Accept, Origin' });
    variants[format] = variant;
    return variant;
  }

  #formatFor(accept: string): ServedFormat {
    const known = this.#formats.get(accept);
    if (known !== undefined) return known;
    const format = negotiateFormat(accept);
    this.#formats.set(accept, format);
    return format;
  }
}
