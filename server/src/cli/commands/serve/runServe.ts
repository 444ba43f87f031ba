import { createPictureGateway } from '../../../gateway/createPictureGateway.js';
import { DEFAULT_IMAGE_HOSTS } from '../../../images/compileImageHosts.js';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import { StoreError, type StoreErrorCode } from '../../../store/storage/StoreError.js';
import { CliError } from '../../shared/CliError.js';
import { createWawpFromEnvironment } from '../../shared/createWawpFromEnvironment.js';
import { listen } from '../../shared/listen.js';
import { mapStoreErrors, openStore } from '../../shared/openStore.js';
import { waitForShutdown } from '../../shared/waitForShutdown.js';
import { allowLoopbackHost, allowSecret, isLoopbackHost } from './access.js';
import { createServeApp } from './createServeApp.js';
import { createServeLog } from './createServeLog.js';
import { createServeMetrics } from './createServeMetrics.js';

export interface ServeOptions {
  host: string;
  port: number;
  store: string;
  basePath: string;
  allowOrigin?: string[];
  imageHost?: string[];
  dangerouslyAllowPrivateAddresses?: boolean;
  logLevel: string;
}

/** How long open requests may take to finish, in ms. Shorter than the 10 s after which service managers send SIGKILL. */
const GRACE_MS = 8_000;

/** How long the last bytes of a response may take, in ms. */
const CLOSE_GRACE_MS = 1_000;

/** Store errors that may be over in a moment. All others end the start. */
const TRANSIENT: ReadonlySet<StoreErrorCode> = new Set(['unreachable', 'timeout', 'full', 'failed']);

/** Runs the gateway until SIGINT or SIGTERM. @throws {CliError} if it cannot start. */
export async function runServe(options: ServeOptions, environment = process.env): Promise<void> {
  const { host, port, basePath } = options;
  const secret = environment.CHAT_AVATAR_SECRET?.trim() || undefined;
  if (secret === undefined && !isLoopbackHost(host)) {
    throw new CliError(
      `On ${host} other machines can reach the gateway, so it needs a secret. Set CHAT_AVATAR_SECRET, and send it with each ` +
        'request as "Authorization: Bearer <secret>"; or listen on 127.0.0.1, which needs no secret.',
    );
  }
  if (secret !== undefined && !/^[\x21-\x7e]+$/.test(secret)) {
    throw new CliError(
      'CHAT_AVATAR_SECRET contains a character that HTTP headers do not transmit unchanged. Use printable ASCII characters ' +
        'without spaces, such as the output of `openssl rand -hex 32`.',
    );
  }
  const source = await createWawpFromEnvironment(environment);
  const store = await openStore(options.store, { check: false });
  const outage = await findOutage(store);
  const stopped = waitForShutdown();
  const log = createServeLog(options.logLevel);
  const metrics = createServeMetrics();
  if (outage !== undefined) log.event({ type: 'store-failed', error: outage });
  try {
    const authorize = secret === undefined ? allowLoopbackHost : allowSecret(secret);
    const gateway = makeGateway({
      source,
      storage: store.storage,
      authorize,
      basePath,
      allowedOrigins: options.allowOrigin ?? [],
      imageHosts: [...DEFAULT_IMAGE_HOSTS, ...(options.imageHost ?? [])],
      dangerouslyAllowPrivateAddresses: options.dangerouslyAllowPrivateAddresses === true,
      signingSecret: environment.CHAT_AVATAR_SIGNING_SECRET?.trim() || undefined,
      onEvent(event) {
        log.event(event);
        metrics.event(event);
      },
    });
    const app = createServeApp({ gateway, authorize, metrics, log, store });
    const server = await listen({ host, port, makeFetch: () => app.fetch });
    const address = `${server.origin}${basePath === '/' ? '' : basePath}`;
    console.log(`The gateway listens on ${address}`);
    console.log(`The pictures are in ${store.describe()}.`);
    await stopped;
    await app.drain(GRACE_MS);
    await server.close(CLOSE_GRACE_MS);
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
    if (thrown instanceof TypeError) throw new CliError(thrown.message);
    throw thrown;
  }
}
