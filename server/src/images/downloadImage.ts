import { type Dispatcher, fetch } from 'undici';
import { checkImageUrl } from './checkImageUrl.js';
import { DEFAULT_IMAGE_HOSTS } from './compileImageHosts.js';
import { type DecodedImage, decodeImage } from './decodeImage.js';
import { guardedAgent, type ResolveHost } from './guardedAgent.js';
import { ImageError } from './ImageError.js';
import { readDataUrl } from './readDataUrl.js';

/** The used part of a `Response`. undici's and the global one both match it. */
export interface ImageResponse {
  ok: boolean;
  status: number;
  headers: { get(name: string): string | null };
  body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null;
}

/** Sends one request for an image. It must not follow redirects, because each target is checked first. */
export type FetchImage = (
  url: string,
  init: { signal: AbortSignal; redirect: 'manual'; headers: Record<string, string> },
) => Promise<Response>;

export interface DownloadOptions {
  /** The allowed hosts; see `compileImageHosts`. WhatsApp's by default. */
  imageHosts?: readonly string[];
  /** Allows private addresses, and `http:` for them. For tests and the emulator. */
  dangerouslyAllowPrivateAddresses?: boolean;
  /** Maximum size in bytes, after decompression. 5,000,000 by default. */
  maxBytes?: number;
  maxPixels?: number;
  /** Timeout in ms, including redirects, body and decoding. 10,000 by default. */
  timeoutMs?: number;
  /** 3 by default. */
  maxRedirects?: number;
  /** Aborts the download. The promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Replaces the HTTP client that checks the address of each connection. All other checks stay. */
  fetchImage?: FetchImage | undefined;
  /** Replaces the system's resolver of names. Its addresses are checked too. */
  resolve?: ResolveHost;
}

export interface DownloadedImage extends DecodedImage {
  /** The URL after redirects, without its query. Absent for `data:` URLs. */
  finalUrl?: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Shared, so that connections to the CDN are reused. One agent for each value of `dangerouslyAllowPrivateAddresses`. */
const agents = new Map<boolean, Dispatcher>();

/**
 * Downloads an image from an untrusted URL. SSRF protection: the host must be on the list and its address public, for the
 * first request and for every redirect. Bytes, pixels, redirects and time are limited. The type is detected from the bytes.
 *
 * @throws {ImageError} or the reason of `signal`.
 */
export async function downloadImage(url: string, options: DownloadOptions = {}): Promise<DownloadedImage> {
  const { maxBytes = 5_000_000, timeoutMs = 10_000, maxPixels, signal } = options;
  signal?.throwIfAborted();
  if (/^\s*data:/i.test(url)) return decodeImage(readDataUrl(url.trim(), maxBytes), maxPixels);

  const deadline = new AbortController();
  const expire = () =>
    deadline.abort(new ImageError('timeout', `The picture could not be downloaded within ${timeoutMs} ms.`));
  const timer = setTimeout(expire, timeoutMs);
  const abort = () => deadline.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const { bytes, finalUrl } = await request(url, options, maxBytes, deadline.signal);
    const image = await decodeImage(bytes, maxPixels);
    deadline.signal.throwIfAborted();
    return { ...image, finalUrl };
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : toImageError(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

async function request(text: string, options: DownloadOptions, maxBytes: number, signal: AbortSignal) {
  const {
    imageHosts = DEFAULT_IMAGE_HOSTS,
    dangerouslyAllowPrivateAddresses = false,
    maxRedirects = 3,
  } = options;
  const dispatcher = agentFor(dangerouslyAllowPrivateAddresses, options.resolve);
  try {
    let url = checkImageUrl(text, imageHosts, dangerouslyAllowPrivateAddresses);
    for (let redirects = 0; ; redirects += 1) {
      const init = {
        signal,
        redirect: 'manual' as const,
        headers: { accept: 'image/*', 'user-agent': 'chat-avatar' },
      };
      const response: ImageResponse = options.fetchImage
        ? await options.fetchImage(url.href, init)
        : await fetch(url, { ...init, dispatcher });
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null) {
        const { origin, pathname } = url;
        return { bytes: await readBody(response, url, maxBytes), finalUrl: origin + pathname };
      }
      await discard(response);
      if (redirects >= maxRedirects) {
        throw new ImageError('too-many-redirects', `${url.host} redirects more than ${maxRedirects} times.`);
      }
      url = checkImageUrl(location, imageHosts, dangerouslyAllowPrivateAddresses, url);
    }
  } finally {
    if (options.resolve) await dispatcher.destroy();
  }
}

async function readBody(response: ImageResponse, url: URL, maxBytes: number): Promise<Uint8Array> {
  if (!response.ok) {
    await discard(response);
    throw new ImageError('http-error', `${url.host} answered ${response.status}.`, response.status);
  }
  const tooLarge = new ImageError('too-large', `The image on ${url.host} is larger than ${maxBytes} bytes.`);
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await discard(response);
    throw tooLarge;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (length > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function discard(response: ImageResponse): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}

function agentFor(dangerouslyAllowPrivateAddresses: boolean, resolve: ResolveHost | undefined): Dispatcher {
  if (resolve) return guardedAgent({ dangerouslyAllowPrivateAddresses, resolve });
  const shared =
    agents.get(dangerouslyAllowPrivateAddresses) ?? guardedAgent({ dangerouslyAllowPrivateAddresses });
  agents.set(dangerouslyAllowPrivateAddresses, shared);
  return shared;
}

/** `fetch` wraps the error in a TypeError, sometimes twice. Only the system's code is kept. */
function toImageError(error: unknown): ImageError {
  let cause = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    if (cause instanceof ImageError) return cause;
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
    if (code !== undefined && cause.cause === undefined) return network(code);
    cause = cause.cause;
  }
  return network();
}

function network(code?: string): ImageError {
  return new ImageError(
    'network',
    `The picture could not be downloaded${code ? ` (${code})` : ''}. Check the connection to its host.`,
  );
}
