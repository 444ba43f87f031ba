import { CliError } from '../CliError.js';
import { createWawp } from './createWawp.js';
import { readVariable } from './readVariable.js';

/**
 * Creates a Wawp client from `WAWP_INSTANCE_ID`, `WAWP_ACCESS_TOKEN` and, optionally, `WAWP_BASE_URL`. Each may name a file
 * instead: `WAWP_ACCESS_TOKEN_FILE`. Credentials are not accepted as flags, because every user of a machine can read the flags of
 * a process.
 *
 * @throws {CliError} if a variable is missing or invalid.
 */
export async function createWawpFromEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
  timeouts: { timeoutMs?: number; overviewTimeoutMs?: number } = {},
) {
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
  const baseUrl = readVariable('WAWP_BASE_URL', environment);
  return createWawp({ instanceId, accessToken, baseUrl, ...timeouts });
}
