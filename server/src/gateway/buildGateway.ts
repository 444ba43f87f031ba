import { Hono } from 'hono';
import { createLease } from '../store/lease/createLease.js';
import { hashOf } from '../store/nextRecord.js';
import { driverTraits } from '../store/storage/driverTraits.js';
import type { StorageAdapter } from '../store/storage/StorageAdapter.js';
import { limitOfLeases } from '../store/storage/storeLimits.js';
import { withStoreTimeout } from '../store/storage/withStoreTimeout.js';
import type { GatewaySettings } from './GatewaySettings.js';
import { ImageFastPath } from './images/ImageFastPath.js';
import { ImageUrls } from './images/ImageUrls.js';
import { ImageVariants } from './images/ImageVariants.js';
import { SigningKeys } from './images/SigningKeys.js';
import { allowMethods } from './middleware/allowMethods.js';
import { authorization } from './middleware/authorization.js';
import { cors } from './middleware/cors.js';
import { csrf } from './middleware/csrf.js';
import { verifySignatureOrAuthorize } from './middleware/verifySignatureOrAuthorize.js';
import { withDefaultHeaders } from './middleware/withDefaultHeaders.js';
import { mountPathOf } from './mountPathOf.js';
import type { Handler } from './node/Handler.js';
import { ChatPictures } from './pictures/ChatPictures.js';
import { PictureDocuments } from './pictures/PictureDocuments.js';
import { PictureItems } from './pictures/PictureItems.js';
import { type ToWirePicture, toWirePicture } from './pictures/toWirePicture.js';
import { problem } from './problems.js';
import { imagesRoute } from './routes/imagesRoute.js';
import { PicturesFastPath } from './routes/PicturesFastPath.js';
import { picturesRoute } from './routes/picturesRoute.js';
import type { AskedChats } from './routes/readChatIds.js';
import { refreshRoute } from './routes/refreshRoute.js';
import { ErasureWatch } from './store/ErasureWatch.js';
import { GarbageCollection } from './store/GarbageCollection.js';
import { ResilientPictureStore } from './store/ResilientPictureStore.js';
import { StoreCircuitBreaker } from './store/StoreCircuitBreaker.js';
import { StoreLimitWatch } from './store/StoreLimitWatch.js';
import { listedFailures } from './upstream/listedFailures.js';
import { NegativeCache } from './upstream/NegativeCache.js';
import { SourceBudget } from './upstream/SourceBudget.js';
import { sharedFailures } from './upstream/sharedFailures.js';
import { storedFailures } from './upstream/storedFailures.js';

/** The longest that the first call of a store may take, in ms. Later ones have 2 s. */
const CONNECT_TIMEOUT = 5_000;

/**
 * Opens the connection, and checks once whether a bucket enforces conditions, which leases need. Where this user may use no leases, the
 * values may still be there.
 */
const connect = (storage: StorageAdapter) => {
  const lease = createLease(storage, { timeoutMs: CONNECT_TIMEOUT });
  const call = () => lease.remaining('first call');
  // A driver with a queue limits the time of the call itself.
  const called = driverTraits(storage).queues ? call() : withStoreTimeout(CONNECT_TIMEOUT, call);
  return called.catch((thrown: unknown) => {
    if (!limitOfLeases(thrown)) throw thrown;
  });
};

/** Builds the gateway on an open storage: services, middleware and routes. */
export function buildGateway(settings: GatewaySettings, storage: StorageAdapter): Handler {
  const { source, emit, allowedOrigins, basePath, isAllowed, timeoutMs, now } = settings;
  const breaker = new StoreCircuitBreaker(() => connect(storage));
  const watch = new ErasureWatch({
    storage,
    breaker,
    onErasure: () => {
      store.clearMemory();
      images.clearMemory();
      items.clear();
      documents.clear();
    },
  });
  const store = new ResilientPictureStore({
    storage,
    breaker,
    watch,
    emit,
    namespace: settings.namespace,
    now,
  });
  const limits = new StoreLimitWatch(storage, breaker, emit);
  const lease = limits.guard(breaker.guard(createLease(storage, { timeoutMs: 2_000 })));
  const garbage = new GarbageCollection({
    storage,
    lease,
    emit,
    now,
    clock: settings.clock,
    keepMs: settings.keepMs,
    onErased: () => watch.expire(),
  });
  const sharing = { namespace: settings.namespace, isDown: () => breaker.isOpen };
  const onRedis = sharedFailures(storage, sharing);
  const failures = onRedis ?? listedFailures(storage, { ...sharing, now, clock: settings.clock });
  const pictures = new ChatPictures({
    source,
    refreshCooldownMs: settings.refreshCooldownMs,
    timeoutMs,
    now,
    clock: settings.clock,
    emit,
    store,
    namespace: settings.namespace,
    downloads: settings.downloads,
    onDownload: ({ bytes, small }) => images.keepDecoded(hashOf(bytes), small),
    budget: new SourceBudget(storage, {
      points: settings.rateLimit.limit,
      durationMs: settings.rateLimit.windowMs,
      name: source.id,
      isDown: () => breaker.isOpen,
    }),
    lease,
    failures,
    pauses: onRedis ?? storedFailures(storage, { ...sharing, lease, now }),
  });
  const keys = new SigningKeys({ secret: settings.signingSecret, storage, breaker, emit });
  const urls = new ImageUrls(basePath, keys, now);
  const toWire: ToWirePicture = (known) => toWirePicture(known, urls, now);
  const items = new PictureItems(urls, now);
  const documents = new PictureDocuments<AskedChats>(now);
  const images = new ImageVariants(store, watch, new NegativeCache(settings.clock, failures), emit);
  const crossOrigin = allowedOrigins.size > 0;
  const imagesPath = new ImageFastPath(images, crossOrigin, now);
  const picturesPath = new PicturesFastPath(documents, isAllowed, basePath);
  const authorize = authorization(isAllowed);

  const failed = (error: unknown, request: Request) => {
    // The caller has aborted. 499 is nginx's status for that.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    emit({ type: 'internal-error', error });
    return problem('internal-error', 'The gateway failed. See its log for the reason.');
  };

  const app = new Hono().basePath(basePath);
  app.onError((error, c) => failed(error, c.req.raw));
  app.notFound((c) => {
    const { path } = c.req;
    if (mountPathOf(path) !== undefined) emit({ type: 'base-path-mismatch', path, basePath });
    return problem(
      'not-found',
      'There is nothing at this path. Does basePath match the path that the gateway is mounted at?',
    );
  });

  app.use(cors(allowedOrigins));
  app.use('/images/:hash', verifySignatureOrAuthorize(authorize, urls, imagesPath));
  app.get('/images/:hash', imagesRoute(images, crossOrigin, now));
  app.all('/images/:hash', allowMethods('GET, HEAD, OPTIONS'));
  app.use(csrf(allowedOrigins, emit));
  app.use(authorize);
  app.get('/pictures', picturesRoute({ pictures, items, documents, callerId: settings.callerId }));
  app.all('/pictures', allowMethods('GET, HEAD, OPTIONS'));
  app.post('/pictures/refresh', refreshRoute(pictures, toWire, { timeoutMs, callerId: settings.callerId }));
  app.all('/pictures/refresh', allowMethods('POST, OPTIONS'));

  return {
    answer(request) {
      try {
        garbage.touch();
        limits.touch();
        return imagesPath.answer(request);
      } catch {
        // Such as an error of the option `now`. `respond` meets it again, and reports it.
        return undefined;
      }
    },
    async recent(request, web) {
      try {
        return await picturesPath.answer(request, web);
      } catch {
        return undefined;
      }
    },
    async respond(request) {
      try {
        return withDefaultHeaders(await app.fetch(request));
      } catch (error) {
        // Hono rethrows values that are not an Error.
        return withDefaultHeaders(failed(error, request));
      }
    },
  };
}
