import { type Dispatcher, fetch } from 'undici';
import { checkImageUrl } from './checkImageUrl.js';
import { type DecodedImage, decodeImage } from './decode.js';
import { guardedAgent, type ResolveHost } from './guardedAgent.js';
import { DEFAULT_IMAGE_HOSTS } from './hosts.js';
import { ImageError } from './ImageError.js';
import { readDataUrl } from './readDataUrl.js';

/** What is needed of a `Response`, so that undici's and the global one both fit. */
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
  /** Hosts that pictures may come from; see `compileImageHosts`. WhatsApp's by default. */
  imageHosts?: readonly string[];
  /** Lets tests and the emulator serve pictures from loopback, and over `http:`. */
  dangerouslyAllowPrivateAddresses?: boolean;
  /** At most this many bytes are read, counted after decompression. 5 MB by default. */
  maxBytes?: number;
  maxPixels?: number;
  /** For all of it, redirects and body included, in ms. 10 s by default. */
  timeoutMs?: number;
  /** 3 by default. */
  maxRedirects?: number;
  /** Aborts the download, which then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Replaces the client that checks the address of each connection. Every other check stays. */
  fetchImage?: FetchImage | undefined;
  /** Resolves names instead of the system. Its answers are checked like any other. */
  resolve?: ResolveHost;
}

export interface DownloadedImage extends DecodedImage {
  /** Where it came from in the end, without its query. Absent for `data:` URLs. */
  finalUrl?: string;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Shared, so that connections to the CDN are kept; one for each of the two policies. */
const agents = new Map<boolean, Dispatcher>();

/**
 * Fetches an image from a URL that others chose. The host has to be on the list and its address a public one, at the
 * first request and at every redirect; bytes, pixels, redirects and time are bounded; what comes is judged by its bytes.
 *
 * @throws {ImageError}
 */
export async function downloadImage(url: string, options: DownloadOptions = {}): Promise<DownloadedImage> {
  const { maxBytes = 5_000_000, timeoutMs = 10_000, maxPixels, signal } = options;
  signal?.throwIfAborted();
  if (/^\s*data:/i.test(url)) return decodeImage(readDataUrl(url.trim(), maxBytes), maxPixels);

  const deadline = new AbortController();
  const expire = () =>
    deadline.abort(new ImageError('timeout', `The picture did not come within ${timeoutMs} ms.`));
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
    // Leaving the loop cancels the stream, and with it the connection.
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

/** `fetch` wraps what happened in a TypeError, sometimes twice. Nothing of it is passed on but the system's code. */
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
  return new ImageError('network', `The picture could not be fetched${code ? ` (${code})` : ''}.`);
}
