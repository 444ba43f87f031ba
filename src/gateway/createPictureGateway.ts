import { Hono } from 'hono';
import type { Storage } from 'unstorage';
import type { PictureSource } from '../chat/PictureSource.js';
import { compileImageHosts, DEFAULT_IMAGE_HOSTS } from '../images/hosts.js';
import { createBudget } from '../store/createBudget.js';
import { createLease } from '../store/Lease.js';
import { authorizeBy } from './authorizeBy.js';
import { ChatPictures } from './ChatPictures.js';
import { corsFor, readAllowedOrigins, refuseForeignSites } from './crossOrigin.js';
import { ImageShortcut } from './ImageShortcut.js';
import { ImageUrls } from './ImageUrls.js';
import { imagesRoute, signedOr } from './imagesRoute.js';
import { KeptPictures } from './KeptPictures.js';
import { PictureDownloads } from './PictureDownloads.js';
import { emitter, type PictureGatewayEvent } from './PictureGatewayEvent.js';
import { picturesRoute } from './picturesRoute.js';
import { presenter } from './presentPicture.js';
import { problem } from './problems.js';
import {
  readBasePath,
  readBudget,
  readClock,
  readDuration,
  readFlag,
  readList,
  readMaxImageBytes,
  readSecret,
  readSource,
  readStorage,
} from './readOptions.js';
import { refreshRoute } from './refreshRoute.js';
import { ServedImages } from './ServedImages.js';
import { SigningKeys } from './SigningKeys.js';
import { StoreBreaker } from './StoreBreaker.js';

export interface PictureGatewayOptions {
  /** Where the gateway gets pictures: `createWawpClient({ instanceId, accessToken })`. */
  source: PictureSource;
  /**
   * Whether this request may see the pictures. Only `true` lets it in; anything else, and anything thrown, is a 403.
   * Required, so that nobody forgets it. The request is the one that `fetch` was given; leave its body unread.
   */
  authorize: (request: Request) => boolean | Promise<boolean>;
  /**
   * Where the gateway is mounted, as in `/api/chat-pictures`.
   * @default '/'
   */
  basePath?: string | undefined;
  /**
   * Origins, besides the gateway's own, whose pages may ask, with cookies: `https://dashboard.example.com`.
   * @default []
   */
  allowedOrigins?: readonly string[] | undefined;
  /**
   * How long a chat is not refreshed again, in ms.
   * @default 60_000
   */
  refreshCooldownMs?: number | undefined;
  /**
   * How long the source may take for one chat, its wait for a turn included, and how long `authorize` may. In ms.
   * @default 20_000
   */
  timeoutMs?: number | undefined;
  /**
   * Where pictures are kept: any unstorage Storage. Gateways that share one ask for each chat once a day between them, and
   * what is stored is served when Wawp, the CDN or the session is down.
   * @default in memory, gone with the process
   */
  storage?: Storage | undefined;
  /**
   * Hosts that pictures may be fetched from: `cdn.example.com`, `*.example.com`, `cdn.example.com:8443`.
   * @default ['pps.whatsapp.net', '*.cdn.whatsapp.net']
   */
  imageHosts?: readonly string[] | undefined;
  /**
   * Fetches pictures from private addresses and loopback too, and over `http:`. For tests and the emulator: anywhere else
   * it lets a URL reach into your network.
   * @default false
   */
  dangerouslyAllowPrivateAddresses?: boolean | undefined;
  /**
   * Signs the URLs of images; replicas have to share it.
   * @default made once, and kept in the storage
   */
  signingSecret?: string | undefined;
  /**
   * How often the source may be asked: `points` requests in `durationMs`, counted over all gateways on one Redis. What
   * exceeds it waits briefly, then gets what is stored, or a `rate-limited` error.
   * @default { points: 600, durationMs: 60_000 }
   */
  upstreamBudget?: { points: number; durationMs: number } | undefined;
  /**
   * How large a picture may be, in bytes.
   * @default 5_000_000
   */
  maxImageBytes?: number | undefined;
  /**
   * The time in ms since the epoch.
   * @default Date.now
   */
  now?: (() => number) | undefined;
  /** Hears what happens inside, for logs and metrics. */
  onEvent?: ((event: PictureGatewayEvent) => void) | undefined;
}

export interface PictureGateway {
  /** Answers a web `Request`. It never rejects. */
  fetch(request: Request): Promise<Response>;
}

/**
 * Requests to the source, of all gateways on one storage together: a screen at once, and no more in the long run than
 * WhatsApp takes for people who are busy.
 */
const BUDGET = { points: 600, durationMs: 60_000 };

/** For one image to come from the CDN, in ms. */
const DOWNLOAD_TIMEOUT = 10_000;

/**
 * Stands between browsers and Wawp: it holds the token, asks `authorize`, lets one call serve all who ask for a chat at
 * once, and takes a refresh only from its own pages. `createGatewaySource` is its browser side.
 *
 * After the source has said `unauthorized` it is not asked for a minute, and everybody gets that error: every further
 * call would fail too.
 *
 * @throws {TypeError} when `source` or `authorize` is missing, or another option makes no sense.
 */
export function createPictureGateway(options: PictureGatewayOptions): PictureGateway {
  const source = readSource(options?.source);
  const emit = emitter(options.onEvent);
  const allowedOrigins = readAllowedOrigins(readList('allowedOrigins', options.allowedOrigins ?? []));
  const basePath = readBasePath(options.basePath ?? '/');
  const storage = readStorage(options.storage);
  const timeoutMs = readDuration('timeoutMs', options.timeoutMs, 20_000, 1);
  const authorize = authorizeBy(options.authorize, timeoutMs, emit);
  const now = readClock(options.now);
  const breaker = new StoreBreaker();
  const kept = new KeptPictures(storage, breaker, emit);
  const imageHosts = readList('imageHosts', options.imageHosts ?? DEFAULT_IMAGE_HOSTS);
  compileImageHosts(imageHosts);
  const downloads = new PictureDownloads({
    imageHosts,
    dangerouslyAllowPrivateAddresses: readFlag(
      'dangerouslyAllowPrivateAddresses',
      options.dangerouslyAllowPrivateAddresses,
    ),
    maxBytes: readMaxImageBytes(options.maxImageBytes),
    timeoutMs: Math.min(timeoutMs, DOWNLOAD_TIMEOUT),
  });
  const pictures = new ChatPictures({
    source,
    refreshCooldownMs: readDuration('refreshCooldownMs', options.refreshCooldownMs, 60_000, 0),
    timeoutMs,
    now,
    emit,
    kept,
    downloads,
    budget: createBudget(storage, {
      ...readBudget(options.upstreamBudget, BUDGET),
      name: source.id,
      isDown: () => breaker.isOpen,
    }),
    lease: breaker.guard(createLease(storage, { timeoutMs: 2_000 })),
  });
  const keys = new SigningKeys({ secret: readSecret(options.signingSecret), storage, breaker, emit });
  const urls = new ImageUrls(basePath, keys, now);
  const present = presenter(urls, now);
  const images = new ServedImages(kept, emit);
  const crossOrigin = allowedOrigins.size > 0;
  const shortcut = new ImageShortcut(images, crossOrigin, now);

  const failed = (error: unknown, request: Request) => {
    // The caller has left, and with it the reason to answer. 499 is nginx's word for it.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    emit({ type: 'internal-error', error });
    return problem('internal-error', 'The gateway failed. Its log says why.');
  };

  const app = new Hono().basePath(basePath);
  app.onError((error, c) => failed(error, c.req.raw));
  app.notFound(() =>
    problem('not-found', 'There is nothing here. Is basePath what the gateway is mounted at?'),
  );

  app.use(corsFor(allowedOrigins));
  app.use('/images/:hash', signedOr(authorize, urls, shortcut));
  app.get('/images/:hash', imagesRoute(images, crossOrigin));
  app.all('/images/:hash', onlyMethods('GET, HEAD, OPTIONS'));
  app.use(refuseForeignSites(allowedOrigins));
  app.use(authorize);
  app.get('/pictures', picturesRoute(pictures, present));
  app.all('/pictures', onlyMethods('GET, HEAD, OPTIONS'));
  app.post('/pictures/refresh', refreshRoute(pictures, present, timeoutMs));
  app.all('/pictures/refresh', onlyMethods('POST, OPTIONS'));

  return {
    async fetch(request) {
      try {
        return shortcut.answer(request) ?? sealed(await app.fetch(request));
      } catch (error) {
        // The router passes on what is thrown without being an Error.
        return sealed(failed(error, request));
      }
    },
  };
}

function onlyMethods(allow: string) {
  return ({ req }: { req: { method: string } }) => {
    if (req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
    return problem('method-not-allowed', `${req.method} is not for this path. It takes ${allow}.`, {
      headers: { allow },
    });
  };
}

/** Whose answers these are is the caller's affair alone: no cache keeps them, images apart, no browser takes them for anything else. */
function sealed(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
