import { createPictureGateway } from '../../../gateway/createPictureGateway.js';
import type { PictureGatewayEvent } from '../../../gateway/PictureGatewayEvent.js';
import type { PictureGatewayOptions } from '../../../gateway/PictureGatewayOptions.js';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import { StoreError, type StoreErrorCode } from '../../../store/storage/StoreError.js';
import { CliError } from '../../shared/CliError.js';
import { cliSentence } from '../../shared/cliSentence.js';
import { openStore } from '../../shared/openStore.js';
import { pathOf, type ServedGateway } from './routeByName.js';
import { StoreHealth } from './StoreHealth.js';
import type { ServeTarget } from './serveTargets.js';

/** A target with its open store. */
export interface ServedStore {
  target: ServeTarget;
  store: OpenedStorage;
  health: StoreHealth;
  /** The failure of the first health check. */
  outage: StoreError | undefined;
}

/** Store errors that may be over in a moment. */
const TRANSIENT: ReadonlySet<StoreErrorCode> = new Set(['unreachable', 'timeout', 'busy', 'full', 'failed']);

/**
 * Opens the stores of all targets at the same time. A transient outage does not prevent the start, because a gateway works without
 * its store meanwhile; a roll-out during an outage must not take the pictures away. With several instances, nor does a permanent
 * error of some of them.
 *
 * @throws {CliError} if a place cannot be opened, or no store can be used for a permanent reason, such as wrong credentials.
 */
export async function openStores(targets: readonly ServeTarget[]): Promise<ServedStore[]> {
  const opened = await Promise.allSettled(targets.map(openOne));
  const stores = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  try {
    for (const result of opened) if (result.status === 'rejected') throw result.reason;
    const permanent = stores.find(({ outage }) => outage === undefined || TRANSIENT.has(outage.code))
      ? undefined
      : stores[0];
    if (permanent?.outage) throw new CliError(`${permanent.target.storeOption}: ${permanent.outage.message}`);
    return stores;
  } catch (thrown) {
    await closeStores(stores);
    throw thrown;
  }
}

export async function closeStores(stores: readonly ServedStore[]): Promise<void> {
  await Promise.all(stores.map(({ store }) => store.close().catch(() => undefined)));
}

async function openOne(target: ServeTarget): Promise<ServedStore> {
  const store = await openStore(target.store, { check: false, option: target.storeOption });
  const outage = await store.check().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (outage !== undefined && !(outage instanceof StoreError)) throw outage;
  return { target, store, outage, health: new StoreHealth(store.ping, outage === undefined ? 'ok' : 'down') };
}

/** The options that all gateways of the process share. */
export interface CommonOptions
  extends Pick<
    PictureGatewayOptions,
    'namespace' | 'keepDays' | 'allowedOrigins' | 'imageHosts' | 'dangerouslyAllowPrivateAddresses'
  > {
  basePath: string;
  authorize: (secret: string | undefined) => PictureGatewayOptions['authorize'];
  callerId: (target: ServeTarget) => PictureGatewayOptions['callerId'];
  onEvent: (event: PictureGatewayEvent, instance: string | undefined) => void;
}

/** @throws {CliError} if an option is invalid. */
export function createGateway(
  { target, store }: ServedStore,
  { basePath, authorize, callerId, onEvent, ...common }: CommonOptions,
): ServedGateway {
  const { name, source, secret, signingSecret } = target;
  try {
    const gateway = createPictureGateway({
      ...common,
      source,
      signingSecret,
      storage: store.storage,
      basePath: pathOf(basePath, name),
      authorize: authorize(secret),
      callerId: callerId(target),
      onEvent: (event) => onEvent(event, name),
    });
    return { name, gateway };
  } catch (thrown) {
    // The options come from flags, so the user can fix them.
    if (thrown instanceof TypeError) throw new CliError(cliSentence(thrown.message));
    throw thrown;
  }
}
