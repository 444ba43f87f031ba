import { ChatPictureError, type SessionStatus, type WawpClient } from 'chat-avatar/wawp';
import { loadSharp } from '../../../images/loadSharp.js';
import { storeLimits } from '../../../store/storage/storeLimits.js';
import { CliError } from '../../shared/CliError.js';
import { cliSentence } from '../../shared/cliSentence.js';
import { readSecret } from '../../shared/http/access.js';
import { mapStoreErrors, openStore } from '../../shared/openStore.js';
import { placeOfStore } from '../../shared/placeOfStore.js';
import { createWawp } from '../../shared/wawp/createWawp.js';
import { createWawpFromEnvironment } from '../../shared/wawp/createWawpFromEnvironment.js';
import { type Instance, readInstances } from '../../shared/wawp/instances.js';
import { readVariable } from '../../shared/wawp/readVariable.js';
import type { Check } from './Check.js';
import { checkClock } from './checkClock.js';

interface Subject {
  store: string;
  /** The file of `--config`. */
  config: string | undefined;
}

const SECRETS = ['CHAT_AVATAR_SECRET', 'CHAT_AVATAR_SIGNING_SECRET', 'CHAT_AVATAR_METRICS_SECRET'] as const;

const ADVICE: Record<Exclude<SessionStatus, 'WORKING'>, string> = {
  STARTING: 'It starts by itself; run doctor again in a minute.',
  SCAN_QR_CODE: 'Link the phone again: scan the QR code in the Wawp dashboard.',
  STOPPED: 'Start it in the Wawp dashboard.',
  FAILED: 'Restart it in the Wawp dashboard.',
};

/** Runs all checks, one after another. Never throws. */
export async function* runChecks(
  { store, config }: Subject,
  environment: NodeJS.ProcessEnv,
): AsyncGenerator<Check> {
  yield* checkTargets(store, config, environment);
  yield await checkImages();
  yield await checkClock(addressIn(environment));
  for (const name of SECRETS) yield checkSecret(name, environment);
}

/** A file that cannot be read is reported with the credentials. */
function addressIn(environment: NodeJS.ProcessEnv): string | undefined {
  try {
    return readVariable('WAWP_BASE_URL', environment);
  } catch {
    return undefined;
  }
}

async function* checkTargets(
  store: string,
  config: string | undefined,
  environment: NodeJS.ProcessEnv,
): AsyncGenerator<Check> {
  if (config === undefined) {
    yield* checkWawp('', () => createWawpFromEnvironment({ environment }));
    yield await checkStore('', store, placeOfStore(environment));
    return;
  }
  let instances: Instance[];
  try {
    instances = readInstances(config, store, environment);
  } catch (thrown) {
    yield failed('config', thrown);
    return;
  }
  for (const instance of instances) {
    const { id: instanceId, baseUrl, places, storeOption } = instance;
    yield* checkWawp(` ${instanceId}`, async () =>
      createWawp({ instanceId, baseUrl, places, accessToken: instance.readAccessToken() }),
    );
    yield await checkStore(` ${instanceId}`, instance.store, storeOption);
  }
}

async function* checkWawp(suffix: string, create: () => Promise<WawpClient>): AsyncGenerator<Check> {
  const name = `credentials${suffix}`;
  let client: WawpClient;
  try {
    client = await create();
  } catch (thrown) {
    yield failed(name, thrown);
    return;
  }
  yield { name, status: 'ok', message: 'The instance id and the access token are set.' };
  try {
    const { status } = await client.getSessionInfo();
    const isWorking = status === 'WORKING';
    yield {
      name: `session${suffix}`,
      status: isWorking ? 'ok' : status === 'STARTING' ? 'warning' : 'error',
      message: isWorking ? 'The session is connected.' : `The session is ${status}. ${ADVICE[status]}`,
    };
    if (!isWorking) return;
  } catch (thrown) {
    yield failed(`session${suffix}`, thrown);
    return;
  }
  try {
    const chats = await client.getChatsOverview({ limit: 1 });
    const message = chats.length > 0 ? 'Wawp lists conversations.' : 'Wawp lists no conversation yet.';
    yield { name: `overview${suffix}`, status: chats.length > 0 ? 'ok' : 'warning', message };
  } catch (thrown) {
    yield failed(`overview${suffix}`, thrown);
  }
}

async function checkStore(suffix: string, place: string, option: string): Promise<Check> {
  const name = `store${suffix}`;
  try {
    const store = await openStore(place, { option });
    const message = `${store.describe()} can be written and read.`;
    try {
      const limits = await mapStoreErrors(() => storeLimits(store.storage), option);
      if (limits.length === 0) return { name, status: 'ok', message };
      return {
        name,
        status: 'warning',
        message: [message, ...limits.map((limit) => limit.message)].join(' '),
      };
    } finally {
      await store.close().catch(() => undefined);
    }
  } catch (thrown) {
    return failed(name, thrown);
  }
}

async function checkImages(): Promise<Check> {
  try {
    const sharp = await loadSharp();
    const pixel = { width: 1, height: 1, channels: 3, background: '#888' } as const;
    for (const format of ['jpeg', 'webp', 'avif'] as const) {
      await sharp({ create: pixel }).toFormat(format).toBuffer();
    }
    return { name: 'images', status: 'ok', message: 'sharp encodes JPEG, WebP and AVIF.' };
  } catch (thrown) {
    return failed('images', thrown);
  }
}

function checkSecret(name: (typeof SECRETS)[number], environment: NodeJS.ProcessEnv): Check {
  try {
    const secret = readSecret(name, environment);
    if (secret !== undefined)
      return { name: 'secret', status: 'ok', message: `${name} has ${secret.length} characters.` };
    return { name: 'secret', status: 'ok', message: WITHOUT_SECRET[name] };
  } catch (thrown) {
    return failed('secret', thrown);
  }
}

const WITHOUT_SECRET: Record<(typeof SECRETS)[number], string> = {
  CHAT_AVATAR_SECRET: 'CHAT_AVATAR_SECRET is not set: serve accepts requests on loopback only.',
  CHAT_AVATAR_SIGNING_SECRET:
    'CHAT_AVATAR_SIGNING_SECRET is not set: serve generates one and keeps it in the store.',
  CHAT_AVATAR_METRICS_SECRET:
    'CHAT_AVATAR_METRICS_SECRET is not set: /metrics is as accessible as the pictures.',
};

/** Errors of this package say what to do. Messages of other errors may hold a secret, so only their class is shown. */
function failed(name: string, thrown: unknown): Check {
  if (thrown instanceof ChatPictureError) {
    return { name, status: 'error', message: `${cliSentence(thrown.message)} (${thrown.code})` };
  }
  const isOwn = thrown instanceof CliError || (thrown instanceof Error && thrown.name === 'ImageError');
  const message = isOwn
    ? thrown.message
    : `Unexpected error (${thrown instanceof Error ? thrown.name : typeof thrown}).`;
  return { name, status: 'error', message };
}
