import type { ChatPicture } from '../../chat/ChatPicture.js';
import { ChatPictureError } from '../../chat/ChatPictureError.js';

/** The limits for picture URLs. */
export interface UrlPolicy {
  /** Whether `http:` URLs of this machine are allowed: the engine of a local Wawp returns them. */
  allowLoopbackHttp: boolean;
  /** Whether the URL carries the access token. */
  carriesToken: (url: string) => boolean;
  /** Makes words of Wawp safe to quote in an error. */
  quote: (words: string) => string;
}

/** The magic bytes of the raster formats in base64, and their media types. */
const BASE64_RASTER: readonly [prefix: RegExp, mime: string][] = [
  [/^\/9j\//, 'image/jpeg'],
  [/^iVBORw0KGgo/, 'image/png'],
  [/^R0lGOD/, 'image/gif'],
  [/^UklGR.{6,10}XRUJQ|^UklGR/, 'image/webp'],
  [/^AAAA.{1,3}Z0eXBhdmlm/, 'image/avif'],
  [/^Qk[0-3]/, 'image/bmp'],
];

/** A picture of 5,000,000 bytes, the gateway's limit, in base64. A usual one of 640 px has about 80 KiB. */
export const MAX_INLINE_LENGTH = 6_666_668;

/** URLs of WhatsApp's CDN have about 300 characters. */
const MAX_URL_LENGTH = 8 * 1024;

/** The part of a `data:` URL before its data. */
const DATA_URL_HEAD = /^data:image\/[\w.+-]+(?:;[\w=-]+)*;base64,$/i;
const MAX_HEAD_LENGTH = 200;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Parses the string in the place of a picture's URL. Returns `undefined` when it is empty or a sentinel for "no
 * picture" (Baileys says `removed`; ticketz stores a `nopicture.png`).
 *
 * @throws {ChatPictureError} `invalid-response` for anything but an `https:` URL or a base64 raster image.
 */
export function readPictureUrl(text: string, policy: UrlPolicy): ChatPicture {
  const url = text.trim();
  const inline = readInlinePicture(url);
  if (inline !== undefined) return { status: 'available', url: inline };
  if (url.length > MAX_URL_LENGTH) {
    throw invalid('Wawp answered a text of more than 8 KiB where the URL of the picture belongs.');
  }
  if (url === '' || url === 'removed' || /\/nopicture\.\w+(?:\?|$)/i.test(url)) {
    return { status: 'none', reason: 'empty' };
  }
  if (url.toLowerCase() === 'restricted') return { status: 'restricted' };
  if (policy.carriesToken(url)) {
    throw invalid('Wawp answered a picture URL that carries the access token, so it was not used.');
  }
  const parsed = parseUrl(url);
  // A page of the same scheme resolves "https:host" relative to itself.
  if (parsed === undefined || !/^https?:\/\//i.test(url) || !isAllowed(parsed, policy)) {
    throw invalid(
      `Wawp answered something else than an https: URL where the picture belongs${parsed ? ` (${parsed.protocol})` : ''}.`,
    );
  }
  const expiresAt = readExpiry(parsed);
  return { status: 'available', url, ...(expiresAt !== undefined && { expiresAt }) };
}

/** Whether a bare text body is an image in base64. */
export function isBase64Picture(text: string): boolean {
  return mediaTypeOf(text) !== undefined && toBase64(text) !== undefined;
}

export function isLoopbackHttp(url: URL): boolean {
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname);
}

/** A `data:` URL with the media type of the bytes; a declared type is ignored. */
function readInlinePicture(text: string): string | undefined {
  const comma = text.slice(0, MAX_HEAD_LENGTH).indexOf(',');
  const isDataUrl = DATA_URL_HEAD.test(text.slice(0, comma + 1));
  const body = isDataUrl ? text.slice(comma + 1) : text;
  const mime = mediaTypeOf(body);
  const base64 = mime && toBase64(body);
  if (!base64) return undefined;
  if (base64.length > MAX_INLINE_LENGTH) {
    throw invalid('Wawp answered an inline picture of more than 5,000,000 bytes, so it was not used.');
  }
  return `data:${mime};base64,${base64}`;
}

function mediaTypeOf(base64: string): string | undefined {
  const start = base64.slice(0, 40);
  return BASE64_RASTER.find(([prefix]) => prefix.test(start))?.[1];
}

/** The text without white space, or `undefined` when it is not base64. Each pattern looks at a character once. */
function toBase64(text: string): string | undefined {
  const base64 = text.replace(/\s+/g, '');
  const padding = base64.search(/[^A-Za-z0-9+/]/);
  if (padding < 0) return base64;
  return /^={1,2}$/.test(base64.slice(padding, padding + 3)) ? base64 : undefined;
}

function isAllowed(url: URL, policy: UrlPolicy): boolean {
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (policy.allowLoopbackHttp && isLoopbackHttp(url));
}

/** `oe` is the expiry of WhatsApp's CDN, in Unix seconds as 8 hex digits. */
function readExpiry(url: URL): number | undefined {
  const expiry = url.searchParams.get('oe');
  return expiry !== null && /^[\da-f]{8}$/i.test(expiry) ? Number.parseInt(expiry, 16) * 1000 : undefined;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function invalid(message: string): ChatPictureError {
  return new ChatPictureError('invalid-response', message);
}
