import { setTimeout as delay } from 'node:timers/promises';
import { createPictureGateway } from '../../../gateway/createPictureGateway.js';
import { DEFAULT_IMAGE_HOSTS } from '../../../images/download/compileImageHosts.js';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import { StoreError, type StoreErrorCode } from '../../../store/storage/StoreError.js';
import { CliError } from '../../shared/CliError.js';
import { cliSentence } from '../../shared/cliSentence.js';
import { allowHosts, allowSecret, isLoopbackHost, readSecret } from '../../shared/http/access.js';
import { listen } from '../../shared/http/listen.js';
import { mapStoreErrors, openStore } from '../../shared/openStore.js';
import { waitForShutdown } from '../../shared/waitForShutdown.js';
import { createWawpFromEnvironment } from '../../shared/wawp/createWawpFromEnvironment.js';
import { readVariable } from '../../shared/wawp/readVariable.js';
import { createServeApp } from './createServeApp.js';
import { createServeLog } from './createServeLog.js';
import { createServeMetrics } from './createServeMetrics.js';
import { forwarded } from './forwarded.js';
import { StoreHealth } from './StoreHealth.js';

export interface ServeOptions {
  host: string;
  port: number;
  store: string;
  basePath: string;
  namespace?: string;
  keepDays?: number;
  allowOrigin?: string[];
  imageHost?: string[];
  dangerouslyAllowPrivateAddresses?: boolean;
  logLevel: string;
  publicOrigin?: string;
  trustProxy?: boolean;
  drainSeconds: number;
  keepAliveSeconds: number;
}

/** How long open requests may take to finish, in ms. Shorter than the 10 s after which service managers send SIGKILL. */
const GRACE_MS = 8_000;

/** Store errors that may be over in a moment. All others end the start. */
const TRANSIENT: ReadonlySet<StoreErrorCode> = new Set(['unreachable', 'timeout', 'full', 'failed']);

/** Runs the gateway until SIGINT or SIGTERM. @throws {CliError} if it cannot start. */
export async function runServe(options: ServeOptions, environment = process.env): Promise<void> {
  const { host, port, basePath } = options;
  const secret = readSecret('CHAT_AVATAR_SECRET', environment);
  const metricsSecret = readSecret('CHAT_AVATAR_METRICS_SECRET', environment);
  if (secret === undefined && !isLoopbackHost(host)) {
    throw new CliError(
      `On ${host} other machines can reach the gateway, so it needs a secret. Set CHAT_AVATAR_SECRET, and send it with each ` +
        'request as "Authorization: Bearer <secret>"; or listen on 127.0.0.1, which needs no secret.',
    );
  }
  const source = await createWawpFromEnvironment(environment);
  const store = await openStore(options.store, { check: false });
  const outage = await findOutage(store);
  const stopped = waitForShutdown();
  const log = createServeLog(options.logLevel);
  const health = new StoreHealth(store.ping, outage === undefined ? 'ok' : 'down');
  const metrics = createServeMetrics(() => health.state);
  if (outage !== undefined) log.event({ type: 'store-failed', error: outage });
  try {
    const { publicOrigin, allowOrigin = [] } = options;
    const authorize = secret === undefined ? allowHosts(publicOrigin, log.hostRefused) : allowSecret(secret);
    const gateway = makeGateway({
      source,
      storage: store.storage,
      authorize,
      basePath,
      namespace: options.namespace,
      keepDays: options.keepDays,
      allowedOrigins: publicOrigin === undefined ? allowOrigin : [...allowOrigin, publicOrigin],
      imageHosts: [...DEFAULT_IMAGE_HOSTS, ...(options.imageHost ?? [])],
      dangerouslyAllowPrivateAddresses: options.dangerouslyAllowPrivateAddresses === true,
      signingSecret: readVariable('CHAT_AVATAR_SIGNING_SECRET', environment),
      onEvent(event) {
        log.event(event);
        metrics.event(event);
      },
    });
    const app = createServeApp({
      gateway,
      metrics,
      log,
      health,
      authorize: metricsSecret === undefined ? authorize : allowSecret(metricsSecret),
    });
    const server = await listen({
      host,
      port,
      keepAliveMs: options.keepAliveSeconds * 1000,
      makeFetch: () => (options.trustProxy === true ? (request) => app.fetch(forwarded(request)) : app.fetch),
    });
    const address = `${server.origin}${basePath === '/' ? '' : basePath}`;
    console.log(`The gateway listens on ${address}`);
    console.log(`The pictures are in ${store.describe()}.`);
    await stopped;
    app.stop();
    log.note('stopping');
    await delay(options.drainSeconds * 1000);
    await server.close(GRACE_MS);
  } finally {
    await store.close().catch(() => undefined);
  }
}

/**
 * The current outage of the store, if any. A transient outage does not prevent the start, because the gateway works without
 * its store meanwhile; a roll-out during an outage must not take the pictures away.
 *
 * @throws {CliError} if the error is permanent, such as wrong credentials.
 */
function findOutage(store: OpenedStorage): Promise<StoreError | undefined> {
  return mapStoreErrors(async () => {
    try {
      await store.check();
      return undefined;
    } catch (thrown) {
      if (thrown instanceof StoreError && TRANSIENT.has(thrown.code)) return thrown;
      await store.close().catch(() => undefined);
      throw thrown;
    }
  });
}

function makeGateway(options: Parameters<typeof createPictureGateway>[0]) {
  try {
    return createPictureGateway(options);
  } catch (thrown) {
    // The options come from flags, so the user can fix them.
    if (thrown instanceof TypeError) throw new CliError(cliSentence(thrown.message));
    throw thrown;
  }
}
