import { LRUCache } from 'lru-cache';
import { negotiateFormat, type ServedFormat } from '../../images/negotiateFormat.js';
import { type ImageVariants, type VariantKey, variantKey } from './ImageVariants.js';
import { cacheControl, imageHeaders, maxAgeOf } from './imageHeaders.js';

/** Some 40,000 signed URLs, in bytes. */
const MAX_URL_BYTES = 32 * 1024 * 1024;

/** Rough size of an entry without its URL, in bytes. */
const ENTRY_BYTES = 600;

/** Browsers of one version send the same `Accept`. */
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

/** The key and headers of a URL in one format, computed once instead of for each request. */
class Variant {
  readonly key: VariantKey;
  #headers: Record<string, string>;
  #length = -1;
  #maxAge = -1;

  constructor(key: VariantKey, headers: Record<string, string>) {
    this.key = key;
    this.#headers = headers;
  }

  /** The length can change: another replica's encoder may have replaced the stored variant. */
  headersFor({ byteLength }: Uint8Array, maxAge: number): Record<string, string> {
    if (byteLength !== this.#length || maxAge !== this.#maxAge) {
      this.#length = byteLength;
      this.#maxAge = maxAge;
      this.#headers = {
        ...this.#headers,
        'content-length': String(byteLength),
        'cache-control': cacheControl(maxAge),
      };
    }
    return this.#headers;
  }
}

/**
 * Fast path for images, which are most of a gateway's traffic. A URL with a verified signature stays valid until it expires,
 * so that an image in memory is served without the router. Takes `GET` without conditional or CORS headers only.
 */
export class ImageFastPath {
  readonly #images: ImageVariants;
  readonly #crossOrigin: boolean;
  readonly #now: () => number;
  /** Bounded by bytes, because the holder of a valid URL can add hosts and parameters to it without limit. */
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

  /** Call after the URL's signature was verified. */
  remember(url: string, checked: CheckedUrl): void {
    this.#checked.set(url, { ...checked, variants: {} });
  }

  /** `undefined`: the router has to answer. */
  answer(request: Request): Response | undefined {
    if (request.method !== 'GET') return undefined;
    const checked = this.#checked.get(request.url);
    const now = this.#now();
    if (checked === undefined || checked.expiresAt <= now) return undefined;
    const { headers } = request;
    if (headers.has('if-none-match') || (this.#crossOrigin && headers.has('origin'))) return undefined;
    const format = this.#formatFor(headers.get('accept') ?? '');
    const variant = checked.variants[format] ?? this.#variant(checked, format);
    const bytes = this.#images.getFromMemory(variant.key);
    return (
      bytes && new Response(bytes, { headers: variant.headersFor(bytes, maxAgeOf(checked.expiresAt, now)) })
    );
  }

  #variant({ hash, width, variants }: RememberedUrl, format: ServedFormat): Variant {
    const common = imageHeaders({ hash, width, format, crossOrigin: this.#crossOrigin, maxAge: 0 });
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
