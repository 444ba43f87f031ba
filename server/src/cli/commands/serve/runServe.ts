import { setTimeout as delay } from 'node:timers/promises';
import { saveUnsavedPictures } from '../../../gateway/store/saveUnsavedPictures.js';
import { DEFAULT_IMAGE_HOSTS } from '../../../images/download/compileImageHosts.js';
import { stopImageWork } from '../../../images/imageWork.js';
import { CliError } from '../../shared/CliError.js';
import { allowHosts, allowSecret, isLoopbackHost } from '../../shared/http/access.js';
import { listen } from '../../shared/http/listen.js';
import { readMetricsSecret } from '../../shared/http/operations.js';
import { plural } from '../../shared/plural.js';
import { waitForShutdown } from '../../shared/waitForShutdown.js';
import { callerFromHeader } from './callerFromHeader.js';
import { createServeApp } from './createServeApp.js';
import { createServeLog } from './createServeLog.js';
import { createServeMetrics } from './createServeMetrics.js';
import { closeStores, createGateway, openStores, type ServedStore } from './openGateways.js';
import { pathOf, routeByName } from './routeByName.js';
import { type ServeTarget, serveTargets } from './serveTargets.js';

export interface ServeOptions {
  host: string;
  port: number;
  store: string;
  config?: string;
  emulator?: string;
  basePath: string;
  namespace?: string;
  keepDays?: number;
  allowOrigin?: string[];
  imageHost?: string[];
  dangerouslyAllowPrivateAddresses?: boolean;
  logLevel: string;
  publicOrigin?: string;
  trustProxy?: boolean;
  callerHeader?: string;
  drainSeconds: number;
  keepAliveSeconds: number;
}

/** How long open requests may take to finish, in ms. Shorter than the 10 s after which service managers send SIGKILL. */
const GRACE_MS = 8_000;

/** The least time to write what the store does not have yet, in ms. */
const LEAST_SAVE_MS = 1_000;

/** The longest time from the end of `--drain-seconds` to that of the process, without threads that hang. In ms. */
export const SHUTDOWN_MS = GRACE_MS + LEAST_SAVE_MS;

/** Runs the gateway until SIGINT, SIGTERM or SIGHUP. @throws {CliError} if it cannot start. */
export async function runServe(options: ServeOptions, environment = process.env): Promise<void> {
  const { host, port, basePath, publicOrigin, allowOrigin = [], trustProxy = false } = options;
  const targets = await serveTargets(options, environment);
  const metricsSecret = readMetricsSecret(environment);
  requireSecrets(targets, host);
  const stores = await openStores(targets);
  const stopped = waitForShutdown();
  const log = createServeLog(options.logLevel);
  const metrics = createServeMetrics(
    stores.map(({ target, health }) => ({
      instance: target.name,
      get state() {
        return health.state;
      },
    })),
  );
  try {
    const byHost = allowHosts(publicOrigin, log.hostRefused);
    const authorize = (secret: string | undefined) => (secret === undefined ? byHost : allowSecret(secret));
    const gateways = stores.map((served) =>
      createGateway(served, {
        authorize,
        callerId: ({ callerHeader: header, name, secret }) =>
          header === undefined
            ? undefined
            : callerFromHeader({
                header,
                secret,
                trustProxy,
                onUnknown: () => log.callerUnknown(header, name),
              }),
        basePath,
        namespace: options.namespace,
        keepDays: options.keepDays,
        allowedOrigins: publicOrigin === undefined ? allowOrigin : [...allowOrigin, publicOrigin],
        imageHosts: [...DEFAULT_IMAGE_HOSTS, ...(options.imageHost ?? [])],
        dangerouslyAllowPrivateAddresses: options.dangerouslyAllowPrivateAddresses === true,
        onEvent(event, instance) {
          log.event(event, instance);
          metrics.event(event, instance);
        },
      }),
    );
    for (const { target, outage } of stores) {
      const { name, fault } = target;
      if (outage !== undefined) log.event({ type: 'store-failed', error: outage }, name);
      if (fault !== undefined && name !== undefined) log.instanceFailed(name, fault);
    }
    const app = createServeApp({
      route: routeByName(gateways, basePath),
      metrics,
      log,
      stores: stores.map(({ health }) => health),
      trustProxy,
      authorize:
        metricsSecret === undefined && !isLoopbackHost(host) ? () => false : authorize(metricsSecret),
    });
    const server = await listen({
      host,
      port,
      keepAliveMs: options.keepAliveSeconds * 1000,
      makeFetch: () => app.fetch,
    });
    for (const line of describe(stores, server.origin, basePath)) console.log(line);
    await stopped;
    app.stop();
    log.note('stopping');
    await delay(options.drainSeconds * 1000);
    const endsAt = performance.now() + GRACE_MS;
    await server.close(GRACE_MS);
    // Afterwards, because the last requests may have brought some.
    const lost = await saveUnsavedPictures(Math.max(LEAST_SAVE_MS, endsAt - performance.now()));
    if (lost > 0) log.picturesLost(lost);
  } finally {
    stopImageWork();
    await closeStores(stores);
  }
}

/** @throws {CliError} if other machines could reach an instance that has no secret. */
function requireSecrets(targets: readonly ServeTarget[], host: string): void {
  const open = targets.find(({ secret }) => secret === undefined);
  if (open === undefined || isLoopbackHost(host)) return;
  throw new CliError(
    `On ${host} other machines can reach the gateway, so it needs a secret. Set CHAT_AVATAR_SECRET, and send it with each ` +
      'request as "Authorization: Bearer <secret>"; or listen on 127.0.0.1, which needs no secret.',
  );
}

function* describe(stores: readonly ServedStore[], origin: string, basePath: string): Generator<string> {
  const addressOf = (path: string) => `${origin}${path === '/' ? '' : path}`;
  const [only] = stores;
  if (only?.target.name === undefined) {
    yield `The gateway listens on ${addressOf(basePath)}`;
    yield `The pictures are in ${only?.store.describe()}.`;
    return;
  }
  yield `The gateway listens on ${addressOf(basePath)} for ${plural(stores.length, 'instance')}:`;
  for (const { target, store } of stores) {
    yield `  ${addressOf(pathOf(basePath, target.name))}, pictures in ${store.describe()}`;
  }
}
