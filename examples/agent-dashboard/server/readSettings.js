import { SetupError } from './SetupError.js';

const DEFAULT_PORT = 5173;

/**
 * @typedef {{ instanceId: string, accessToken: string, baseUrl?: string }} WawpAccount
 * @typedef {{ port: number, account?: WawpAccount }} Settings  Without an account, the embedded emulator is used.
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 */
export function readSettings(env) {
  return { port: readPort(env.PORT), account: readAccount(env) };
}

function readPort(text) {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new SetupError(
    `PORT is "${text}", which is not a port. Use a number from 0 (any free port) to 65535.`,
  );
}

function readAccount(env) {
  const instanceId = env.WAWP_INSTANCE_ID?.trim();
  const accessToken = env.WAWP_ACCESS_TOKEN?.trim();
  if (!instanceId && !accessToken) return undefined;
  if (!instanceId || !accessToken) {
    const [there, missing] = instanceId
      ? ['WAWP_INSTANCE_ID', 'WAWP_ACCESS_TOKEN']
      : ['WAWP_ACCESS_TOKEN', 'WAWP_INSTANCE_ID'];
    throw new SetupError(
      `${there} is set, but ${missing} is not. Set both to talk to Wawp, or neither to use the embedded emulator.`,
    );
  }
  return { instanceId, accessToken, baseUrl: env.WAWP_BASE_URL?.trim() || undefined };
}
