import { type Dispatcher, fetch } from 'undici';
import { type WithTimeoutOptions, withTimeout } from '../../lib/async/withTimeout.js';
import type { Body } from '../../lib/Body.js';
import { BodyTooLargeError, readBody } from '../../lib/readBody.js';
import { readRetryAfter } from '../../lib/readRetryAfter.js';
import { type DecodedImage, decodeImage } from '../decodeImage.js';
import { CHECK_SOURCE, ImageError } from '../ImageError.js';
import { checkImageUrl } from './checkImageUrl.js';
import { DEFAULT_IMAGE_HOSTS } from './compileImageHosts.js';
import { guardedAgent, type ResolveHost } from './guardedAgent.js';
import { readDataUrl } from './readDataUrl.js';

/** The used part of a `Response`. undici's and the global one both match it. */
export interface ImageResponse {
  ok: boolean;
  status: number;
  headers: { get(name: string): string | null };
  body: Body | null;
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
  /** Timeout in ms, including redirects and body. 10,000 by default. Decoding has {@link MAX_DECODING_MS}. */
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

/** The longest that a downloaded image waits for its turn and is decoded, in ms. */
export const MAX_DECODING_MS = 20_000;

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
  if (/^\s*data:/i.test(url)) return decodeImage(readDataUrl(url.trim(), maxBytes), { maxPixels, signal });

  const timedOut = () =>
    new ImageError(
      'timeout',
      `The picture could not be downloaded within ${timeoutMs} ms, so the download is repeated later. If this goes on, check the connection to ${hostOf(url)} and the proxies on the way to it.`,
    );
  const { bytes, finalUrl } = await withImageErrors({ timeoutMs, signal, timedOut }, (deadline) =>
    request(url, options, maxBytes, deadline),
  );
  // A limit of its own, so that a picture that waits for its turn is not downloaded again.
  const decodingLimit = { timeoutMs: MAX_DECODING_MS, signal, timedOut: tooBusy };
  const image = await withImageErrors(decodingLimit, (deadline) =>
    decodeImage(bytes, { maxPixels, signal: deadline }),
  );
  return { ...image, finalUrl };
}

/** The same as `withTimeout`, but rejects with an `ImageError` where `execute` fails by itself. */
function withImageErrors<T>(
  limit: WithTimeoutOptions,
  execute: (deadline: AbortSignal) => Promise<T>,
): Promise<T> {
  return withTimeout(limit, async (deadline) => {
    try {
      return await execute(deadline);
    } catch (error) {
      throw deadline.aborted ? deadline.reason : toImageError(error);
    }
  });
}

function tooBusy(): ImageError {
  return new ImageError('busy', 'This machine is too busy to decode the picture. Try again in a moment.');
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
        return { bytes: await readImage(response, url, maxBytes, signal), finalUrl: origin + pathname };
      }
      await discard(response);
      if (redirects >= maxRedirects) {
        throw new ImageError(
          'too-many-redirects',
          `The picture could not be downloaded, because ${url.host} redirects more than ${maxRedirects} times, as a page for a login does. Check the proxies on the way to it, and what the source returns for this chat.`,
        );
      }
      url = checkImageUrl(location, imageHosts, dangerouslyAllowPrivateAddresses, url);
    }
  } finally {
    if (options.resolve) await dispatcher.destroy();
  }
}

async function readImage(
  response: ImageResponse,
  url: URL,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!response.ok) {
    await discard(response);
    const { status, headers } = response;
    const retryAfterMs = readRetryAfter(headers.get('retry-after'));
    throw new ImageError('http-error', `${url.host} answered ${status}: ${nextStep(status)}`, {
      status,
      retryAfterMs,
    });
  }
  const contentLength = response.headers.get('content-length');
  try {
    return await readBody(response.body, { maxBytes, contentLength, signal });
  } catch (thrown) {
    if (!(thrown instanceof BodyTooLargeError)) throw thrown;
    throw new ImageError(
      'too-large',
      `The image on ${url.host} is larger than ${maxBytes} bytes. ${CHECK_SOURCE}, or raise maxImageBytes.`,
    );
  }
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : 'its host');

function nextStep(status: number): string {
  if (status === 429)
    return 'it limits requests, so the download is repeated later. If this goes on, send fewer at a time.';
  return status >= 500
    ? 'the host has failed, so the download is repeated later. If this goes on, check the proxies on the way to it.'
    : 'the URL has expired or is refused, so the next attempt asks for a new one. If this goes on, check the proxies on the way to the host.';
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
