import type { PictureSource } from 'chat-avatar/wawp';
import { CliError } from '../CliError.js';
import { placesIn } from './accountPlaces.js';
import { createRotatingSource } from './createRotatingSource.js';
import { createWawp, type WawpAccount } from './createWawp.js';
import { placeOfVariable, readVariable, refuseQuotes } from './readVariable.js';

export interface AccountSource {
  environment?: NodeJS.ProcessEnv;
  /** The address of `--emulator`, which has replaced the account in the environment. */
  emulator?: string | undefined;
}

/**
 * Reads `WAWP_INSTANCE_ID`, `WAWP_ACCESS_TOKEN` and, optionally, `WAWP_BASE_URL`. Each may name a file instead:
 * `WAWP_ACCESS_TOKEN_FILE`. Credentials are not accepted as flags, because every user of a machine can read the flags of a process.
 *
 * @throws {CliError} if a variable is missing or invalid.
 */
function readAccount({ environment = process.env, emulator }: AccountSource): WawpAccount {
  const instanceId = readVariable('WAWP_INSTANCE_ID', environment);
  const accessToken = readVariable('WAWP_ACCESS_TOKEN', environment);
  const missing = [];
  if (instanceId === undefined) missing.push('WAWP_INSTANCE_ID');
  if (accessToken === undefined) missing.push('WAWP_ACCESS_TOKEN');
  if (instanceId === undefined || accessToken === undefined) {
    throw new CliError(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set. Copy the values from Wawp's dashboard into the ` +
        'environment. To try it without an account, run chat-avatar-server emulate.',
    );
  }
  refuseQuotes(instanceId, placeOfVariable('WAWP_INSTANCE_ID', environment));
  refuseQuotes(accessToken, placeOfVariable('WAWP_ACCESS_TOKEN', environment));
  if (/\p{Cc}/u.test(accessToken)) {
    throw new CliError(
      `${placeOfVariable('WAWP_ACCESS_TOKEN', environment)}: the access token has a line break or another control character in it. Copy it again from the dashboard of Wawp, alone and on one line.`,
    );
  }
  const baseUrl = readVariable('WAWP_BASE_URL', environment);
  return { instanceId, accessToken, baseUrl, places: placesIn(environment, emulator) };
}

/** `WAWP_INSTANCE_ID`, or the content of its file. Empty if it is missing or cannot be read, which {@link readAccount} reports. */
export function instanceIdOf(environment: NodeJS.ProcessEnv): string {
  try {
    return readVariable('WAWP_INSTANCE_ID', environment) ?? '';
  } catch (thrown) {
    if (thrown instanceof CliError) return '';
    throw thrown;
  }
}

/** Creates a Wawp client from the environment, see {@link readAccount}. @throws {CliError} */
export async function createWawpFromEnvironment(
  from: AccountSource,
  timeouts: Pick<WawpAccount, 'timeoutMs' | 'overviewTimeoutMs'> = {},
) {
  return createWawp({ ...readAccount(from), ...timeouts });
}

/** The source of the environment. A token that was replaced in its file needs no restart. @throws {CliError} */
export async function createSourceFromEnvironment(from: AccountSource): Promise<PictureSource> {
  const account = readAccount(from);
  const { id } = await createWawp(account);
  return createRotatingSource({
    id,
    createClient: (accessToken) => createWawp({ ...account, accessToken }),
    readAccessToken: () => readAccount(from).accessToken,
  });
}
