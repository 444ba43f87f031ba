import { CliError } from './CliError.js';

/**
 * The Wawp client that the environment describes: `WAWP_INSTANCE_ID`, `WAWP_ACCESS_TOKEN` and, optionally, `WAWP_BASE_URL`.
 * Never flags: every user of a machine can read those.
 *
 * @throws {CliError}
 */
export async function createWawpFromEnvironment(environment: NodeJS.ProcessEnv = process.env) {
  const { WAWP_INSTANCE_ID: instanceId, WAWP_ACCESS_TOKEN: accessToken, WAWP_BASE_URL } = environment;
  const missing = [];
  if (!instanceId?.trim()) missing.push('WAWP_INSTANCE_ID');
  if (!accessToken?.trim()) missing.push('WAWP_ACCESS_TOKEN');
  if (missing.length > 0) {
    throw new CliError(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set. Wawp's dashboard shows both; set them in the ` +
        'environment. To try it without an account, run chat-avatar-server emulate.',
    );
  }
  const { createWawpClient } = await import('chat-avatar/wawp');
  try {
    return createWawpClient({ instanceId, accessToken, ...(WAWP_BASE_URL && { baseUrl: WAWP_BASE_URL }) });
  } catch (thrown) {
    throw new CliError(`WAWP_BASE_URL: ${thrown instanceof Error ? thrown.message : 'it is no address.'}`);
  }
}
