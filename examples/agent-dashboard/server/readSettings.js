import { SetupError } from './SetupError.js';

const DEFAULT_PORT = 5173;

/**
 * @typedef {{ instanceId: string, accessToken: string, baseUrl?: string }} WawpAccount
 * @typedef {object} Settings
 * @property {number} port
 * @property {WawpAccount} [account]  Without one, the embedded emulator is used.
 * @property {boolean} [enrich]  Whether faces may be stored every morning; undefined if ENRICH is not set.
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 */
export function readSettings(env) {
  return { port: readPort(env.PORT), account: readAccount(env), enrich: readEnrich(env.ENRICH) };
}

function readPort(text) {
  if (!text) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new SetupError(
    `PORT is "${text}", which is not a port. Use a number from 0 (any free port) to 65535.`,
  );
}

function readEnrich(text) {
  if (!text) return undefined;
  if (text === '1' || text === '0') return text === '1';
  throw new SetupError(
    `ENRICH is "${text}". Use 1 to store the faces of the most active conversations, or 0 not to.`,
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
