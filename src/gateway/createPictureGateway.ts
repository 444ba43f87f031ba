import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Storage } from 'unstorage';
import type { PictureSource } from '../chat/PictureSource.js';
import { authorizeBy } from './authorizeBy.js';
import { ChatPictures } from './ChatPictures.js';
import { corsFor, readAllowedOrigins, refuseForeignSites } from './crossOrigin.js';
import { emitter, type PictureGatewayEvent } from './PictureGatewayEvent.js';
import { picturesRoute } from './picturesRoute.js';
import { problem } from './problems.js';
import { readBasePath, readDuration, readSource } from './readOptions.js';
import { refreshRoute } from './refreshRoute.js';

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
  basePath?: string;
  /**
   * Origins, besides the gateway's own, whose pages may ask, with cookies: `https://dashboard.example.com`.
   * @default []
   */
  allowedOrigins?: readonly string[];
  /**
   * How long a chat is not refreshed again, in ms.
   * @default 60_000
   */
  refreshCooldownMs?: number;
  /**
   * How long the source may take for one chat, its wait for a turn included, in ms.
   * @default 20_000
   */
  timeoutMs?: number;
  /** Where pictures will be kept. Not used yet: the source's URLs are passed on. */
  storage?: Storage;
  /**
   * The time in ms since the epoch.
   * @default Date.now
   */
  now?: () => number;
  /** Hears what happens inside, for logs and metrics. */
  onEvent?: (event: PictureGatewayEvent) => void;
}

export interface PictureGateway {
  /** Answers a web `Request`. It never rejects. */
  fetch(request: Request): Promise<Response>;
}

/** The body of a refresh names one chat. */
const MAX_BODY_BYTES = 4096;

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
  const authorize = authorizeBy(options.authorize, emit);
  const allowedOrigins = readAllowedOrigins(options.allowedOrigins ?? []);
  const pictures = new ChatPictures({
    source,
    refreshCooldownMs: readDuration('refreshCooldownMs', options.refreshCooldownMs, 60_000, 0),
    timeoutMs: readDuration('timeoutMs', options.timeoutMs, 20_000, 1),
    now: options.now ?? Date.now,
    emit,
  });

  const failed = (error: unknown, request: Request) => {
    // The caller has left, and with it the reason to answer. 499 is nginx's word for it.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    emit({ type: 'internal-error', error });
    return problem('internal-error', 'The gateway failed. Its log says why.');
  };

  const app = new Hono().basePath(readBasePath(options.basePath ?? '/'));
  app.onError((error, c) => failed(error, c.req.raw));
  app.notFound(() =>
    problem('not-found', 'There is nothing here. Is basePath what the gateway is mounted at?'),
  );

  app.use(corsFor(allowedOrigins));
  app.use(authorize);
  app.get('/pictures', picturesRoute(pictures));
  app.all('/pictures', onlyMethods('GET, HEAD, OPTIONS'));
  app.post(
    '/pictures/refresh',
    refuseForeignSites(allowedOrigins),
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problem('content-too-large', 'Send one chat id.') }),
    refreshRoute(pictures),
  );
  app.all('/pictures/refresh', onlyMethods('POST, OPTIONS'));

  return {
    async fetch(request) {
      try {
        return sealed(await app.fetch(request));
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

/** Whose answers these are is the caller's affair alone: no cache keeps them, no browser takes them for anything else. */
function sealed(response: Response): Response {
  response.headers.set('cache-control', 'private, no-store');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
