import { createPictureGateway } from '../../../gateway/createPictureGateway.js';
import { DEFAULT_IMAGE_HOSTS } from '../../../images/hosts.js';
import type { OpenedStorage } from '../../../store/openStorage.js';
import { StoreError, type StoreErrorCode } from '../../../store/StoreError.js';
import { CliError } from '../../shared/CliError.js';
import { createWawpFromEnvironment } from '../../shared/createWawpFromEnvironment.js';
import { listen } from '../../shared/listen.js';
import { mapStoreErrors, openStore } from '../../shared/openStore.js';
import { waitForShutdown } from '../../shared/waitForShutdown.js';
import { accessBySecret, isLoopbackHost, onlyThisMachine } from './access.js';
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

/** How long requests that are under way may take to finish, in ms. Less than what service managers wait before they kill. */
const GRACE = 8_000;

/** How long the last bytes of an answer may take to be sent, in ms. */
const LAST_BYTES = 1_000;

/** What a store that is down says, and one that will soon work. */
const PASSING: ReadonlySet<StoreErrorCode> = new Set(['unreachable', 'timeout', 'full', 'failed']);

/** Runs the gateway until it is told to stop. @throws {CliError} when it cannot begin. */
export async function runServe(options: ServeOptions, environment = process.env): Promise<void> {
  const { host, port, basePath } = options;
  const secret = environment.CHAT_AVATAR_SECRET?.trim() || undefined;
  if (secret === undefined && !isLoopbackHost(host)) {
    throw new CliError(
      `On ${host} others can reach the gateway, so it needs a secret: set CHAT_AVATAR_SECRET, and let callers send ` +
        'it as "Authorization: Bearer <secret>". On 127.0.0.1 it needs none.',
    );
  }
  if (secret !== undefined && !/^[\x21-\x7e]+$/.test(secret)) {
    throw new CliError(
      'CHAT_AVATAR_SECRET holds a character that no header carries unchanged. Use letters, digits and signs of ASCII, ' +
        'without spaces: `openssl rand -hex 32` makes one.',
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
    const authorize = secret === undefined ? onlyThisMachine : accessBySecret(secret);
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
    await app.drain(GRACE);
    await server.close(LAST_BYTES);
  } finally {
    await store.close().catch(() => undefined);
  }
}

/**
 * A store that is down comes back, and the gateway works without one meanwhile: a roll-out during an outage must not take
 * the pictures away. What no waiting mends ends it.
 *
 * @throws {CliError}
 */
function findOutage(store: OpenedStorage): Promise<StoreError | undefined> {
  return mapStoreErrors(async () => {
    try {
      await store.check();
      return undefined;
    } catch (thrown) {
      if (thrown instanceof StoreError && PASSING.has(thrown.code)) return thrown;
      await store.close().catch(() => undefined);
      throw thrown;
    }
  });
}

function makeGateway(options: Parameters<typeof createPictureGateway>[0]) {
  try {
    return createPictureGateway(options);
  } catch (thrown) {
    // The options come from flags; what is wrong with them is for the person who typed them.
    if (thrown instanceof TypeError) throw new CliError(thrown.message);
    throw thrown;
  }
}
