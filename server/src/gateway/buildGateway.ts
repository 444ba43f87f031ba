import { Hono } from 'hono';
import { createBudget } from '../store/createBudget.js';
import { createLease } from '../store/Lease.js';
import type { StorageAdapter } from '../store/StorageAdapter.js';
import { ChatPictures } from './ChatPictures.js';
import { corsFor, refuseForeignSites } from './crossOrigin.js';
import type { GatewaySettings } from './GatewaySettings.js';
import { ImageShortcut } from './ImageShortcut.js';
import { ImageUrls } from './ImageUrls.js';
import { imagesRoute, signedOr } from './imagesRoute.js';
import { KeptPictures } from './KeptPictures.js';
import type { PictureGateway } from './PictureGatewayOptions.js';
import { picturesRoute } from './picturesRoute.js';
import { presenter } from './presentPicture.js';
import { problem } from './problems.js';
import { refreshRoute } from './refreshRoute.js';
import { ServedImages } from './ServedImages.js';
import { SigningKeys } from './SigningKeys.js';
import { StoreBreaker } from './StoreBreaker.js';
import { sealed } from './sealed.js';

/** The gateway on a storage that is open: its parts, its routes and what comes before them. */
export function buildGateway(settings: GatewaySettings, storage: StorageAdapter): PictureGateway {
  const { source, emit, allowedOrigins, basePath, authorize, timeoutMs, now } = settings;
  const breaker = new StoreBreaker();
  const kept = new KeptPictures(storage, breaker, emit);
  const pictures = new ChatPictures({
    source,
    refreshCooldownMs: settings.refreshCooldownMs,
    timeoutMs,
    now,
    emit,
    kept,
    downloads: settings.downloads,
    budget: createBudget(storage, {
      ...settings.upstreamBudget,
      name: source.id,
      isDown: () => breaker.isOpen,
    }),
    lease: breaker.guard(createLease(storage, { timeoutMs: 2_000 })),
  });
  const keys = new SigningKeys({ secret: settings.signingSecret, storage, breaker, emit });
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
