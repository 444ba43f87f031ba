import type { ChatPicture } from '../chat/ChatPicture.js';
import { ChatPictureError } from '../chat/ChatPictureError.js';

/** The limits for picture URLs. */
export interface UrlPolicy {
  /** Whether `http:` URLs of this machine are allowed: the engine of a local Wawp returns them. */
  allowLoopbackHttp: boolean;
  /** Whether the URL carries the access token. */
  carriesToken: (url: string) => boolean;
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

/** 8 MiB of base64; a 640 px picture has about 80 KiB. */
const MAX_INLINE_LENGTH = 8 * 1024 * 1024;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Parses the string in the place of a picture's URL. Returns `undefined` when it is empty or a sentinel for "no
 * picture" (Baileys says `removed`; ticketz stores a `nopicture.png`).
 *
 * @throws {ChatPictureError} `invalid-response` for anything but an `https:` URL or a base64 raster image.
 */
export function readPictureUrl(text: string, policy: UrlPolicy): ChatPicture {
  const url = text.trim();
  if (url === '' || url === 'removed' || /\/nopicture\.\w+(?:\?|$)/i.test(url)) {
    return { status: 'none', reason: 'empty' };
  }
  if (url.toLowerCase() === 'restricted') return { status: 'restricted' };
  const inline = readInlinePicture(url);
  if (inline !== undefined) return { status: 'available', url: inline };
  if (policy.carriesToken(url)) {
    throw invalid('Wawp answered a picture URL that carries the access token, so it was not used.');
  }
  const parsed = parseUrl(url);
  if (parsed === undefined || !isAllowed(parsed, policy)) {
    throw invalid(
      `Wawp answered something else than an https: URL where the picture belongs${parsed ? ` (${parsed.protocol})` : ''}.`,
    );
  }
  const expiresAt = readExpiry(parsed);
  return { status: 'available', url, ...(expiresAt !== undefined && { expiresAt }) };
}

/** Whether a bare text body is an image in base64. */
export function isBase64Picture(text: string): boolean {
  return BASE64_RASTER.some(([prefix]) => prefix.test(text)) && /^[A-Za-z0-9+/\s]+=*\s*$/.test(text);
}

export function isLoopbackHttp(url: URL): boolean {
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname);
}

/** A `data:` URL with the media type of the bytes; a declared type is ignored. */
function readInlinePicture(text: string): string | undefined {
  const [, base64 = text] = /^data:image\/[\w.+-]+(?:;[\w=-]+)*;base64,(.*)$/is.exec(text) ?? [];
  if (base64 === text && /^[a-z][a-z\d+.-]*:/i.test(text)) return undefined;
  const mime = BASE64_RASTER.find(([prefix]) => prefix.test(base64))?.[1];
  if (mime === undefined || !isBase64Picture(base64)) return undefined;
  if (base64.length > MAX_INLINE_LENGTH) {
    throw invalid('Wawp answered an inline picture of more than 8 MiB, so it was not used.');
  }
  return `data:${mime};base64,${base64.replace(/\s/g, '')}`;
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
