import { CliError } from './CliError.js';

/**
 * Creates a Wawp client from `WAWP_INSTANCE_ID`, `WAWP_ACCESS_TOKEN` and, optionally, `WAWP_BASE_URL`. Credentials are not
 * accepted as flags, because every user of a machine can read the flags of a process.
 *
 * @throws {CliError} if a variable is missing or invalid.
 */
export async function createWawpFromEnvironment(environment: NodeJS.ProcessEnv = process.env) {
  const { WAWP_INSTANCE_ID: instanceId, WAWP_ACCESS_TOKEN: accessToken, WAWP_BASE_URL } = environment;
  const missing = [];
  if (!instanceId?.trim()) missing.push('WAWP_INSTANCE_ID');
  if (!accessToken?.trim()) missing.push('WAWP_ACCESS_TOKEN');
  if (missing.length > 0) {
    throw new CliError(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set. Copy the values from Wawp's dashboard into the ` +
        'environment. To try it without an account, run chat-avatar-server emulate.',
    );
  }
  const { createWawpClient } = await import('chat-avatar/wawp');
  try {
    return createWawpClient({ instanceId, accessToken, ...(WAWP_BASE_URL && { baseUrl: WAWP_BASE_URL }) });
  } catch (thrown) {
    throw new CliError(
      `WAWP_BASE_URL: ${thrown instanceof Error ? thrown.message : 'it is not a valid URL.'}`,
    );
  }
}
