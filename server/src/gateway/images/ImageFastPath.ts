import { LRUCache } from 'lru-cache';
import { negotiateFormat, type ServedFormat } from '../../images/negotiateFormat.js';
import { PlainAnswer, type PlainRequest } from '../node/PlainAnswer.js';
import { rememberByAccept } from '../rememberByAccept.js';
import { type ImageVariants, type VariantKey, variantKey } from './ImageVariants.js';
import { cacheControl, imageEtag, imageHeaders, matchesEtag, maxAgeOf } from './imageHeaders.js';

/** Some 20,000 signed URLs, as many as the images in memory. In bytes. */
const MAX_URL_BYTES = 16 * 1024 * 1024;

/** A longer path and query has parameters that the gateway has not written. In characters. */
const MAX_TARGET_LENGTH = 2_000;

/** Rough size of an entry without its URL, in bytes. */
const ENTRY_BYTES = 600;

interface CheckedUrl {
  hash: string;
  width: number;
  /** In ms since the epoch. */
  expiresAt: number;
}

interface RememberedUrl extends CheckedUrl {
  variants: Partial<Record<ServedFormat, Variant>>;
}

/** The key and headers of a URL in one format, made once instead of for each request. Holds no bytes, which may be erased. */
class Variant {
  readonly key: VariantKey;
  readonly #etag: string;
  readonly #common: Record<string, string>;
  #headers: Record<string, string> = {};
  #headersWithLength: Record<string, string> = {};
  #length = -1;
  #maxAge = -1;

  constructor(key: VariantKey, etag: string, common: Record<string, string>) {
    this.key = key;
    this.#etag = etag;
    this.#common = common;
  }

  answer(request: PlainRequest, bytes: Uint8Array<ArrayBuffer>, maxAge: number): PlainAnswer {
    this.#prepare(bytes.byteLength, maxAge);
    if (matchesEtag(request.header('if-none-match'), this.#etag)) return new PlainAnswer(304, this.#headers);
    return new PlainAnswer(200, this.#headersWithLength, request.method === 'HEAD' ? null : bytes);
  }

  /** The length can change: another replica's encoder may have replaced the stored variant. */
  #prepare(length: number, maxAge: number): void {
    if (length === this.#length && maxAge === this.#maxAge) return;
    this.#length = length;
    this.#maxAge = maxAge;
    const control = cacheControl(maxAge);
    // V8 11 gives each object literal that begins with a spread a hidden class of its own, 270 bytes for each URL in memory.
    this.#headers = { etag: this.#etag, ...this.#common, 'cache-control': control };
    // The length is last: after it, node:http would convert `content-disposition` to bytes and back for each answer.
    this.#headersWithLength = {
      etag: this.#etag,
      ...this.#common,
      'cache-control': control,
      'content-length': String(length),
    };
  }
}

/**
 * Fast path for images, which are most of a gateway's traffic. A URL with a verified signature stays valid until it expires,
 * so that an image in memory is served without the router and without web objects. Takes `GET` and `HEAD` without CORS headers.
 */
export class ImageFastPath {
  readonly #images: ImageVariants;
  readonly #crossOrigin: boolean;
  readonly #now: () => number;
  /** Bounded by bytes, because the holder of a valid URL can add parameters to it. */
  readonly #checked = new LRUCache<string, RememberedUrl>({
    maxSize: MAX_URL_BYTES,
    sizeCalculation: (_, target) => target.length + ENTRY_BYTES,
  });
  readonly #formatFor = rememberByAccept(negotiateFormat);

  constructor(images: ImageVariants, crossOrigin: boolean, now: () => number) {
    this.#images = images;
    this.#crossOrigin = crossOrigin;
    this.#now = now;
  }

  /** Call after the signature of the URL with this path and query was verified. */
  remember(target: string, checked: CheckedUrl): void {
    if (target.length > MAX_TARGET_LENGTH) return;
    this.#checked.set(target, { variants: {}, ...checked });
  }

  /** `undefined`: the router has to answer. */
  answer(request: PlainRequest): PlainAnswer | undefined {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const checked = this.#checked.get(request.target);
    const now = this.#now();
    if (checked === undefined || checked.expiresAt <= now) return undefined;
    if (this.#crossOrigin && request.header('origin') !== undefined) return undefined;
    const format = this.#formatFor(request.header('accept') ?? '');
    const variant = checked.variants[format] ?? this.#variant(checked, format);
    const bytes = this.#images.getFromMemory(variant.key);
    return bytes && variant.answer(request, bytes, maxAgeOf(checked.expiresAt, now));
  }

  #variant({ hash, width, variants }: RememberedUrl, format: ServedFormat): Variant {
    const common = imageHeaders({ hash, width, format, crossOrigin: this.#crossOrigin, maxAge: 0 });
    const etag = imageEtag({ hash, width, format });
    const variant = new Variant(variantKey(hash, width, format), etag, { ...common, vary: 'Accept, Origin' });
    variants[format] = variant;
    return variant;
  }
}
