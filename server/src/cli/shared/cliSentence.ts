import { placeOfVariable } from './wawp/readVariable.js';

/** The options of the libraries, and what a user of the command line sets instead. */
const NAMES: Record<string, string> = {
  baseUrl: 'WAWP_BASE_URL',
  instanceId: 'WAWP_INSTANCE_ID',
  accessToken: 'WAWP_ACCESS_TOKEN',
  signingSecret: 'CHAT_AVATAR_SIGNING_SECRET',
  imageHosts: '--image-host',
  dangerouslyAllowPrivateAddresses: '--emulator or --dangerously-allow-private-addresses',
  allowedOrigins: '--allow-origin',
  basePath: '--base-path',
};

/** Secrets of stores, each of which may be in a file. */
export const STORE_SECRETS = [
  'REDIS_PASSWORD',
  'REDIS_SENTINEL_PASSWORD',
  'AWS_SECRET_ACCESS_KEY',
  'GCS_HMAC_SECRET',
] as const;

const STORE_SECRET = new RegExp(`\\b(?:${STORE_SECRETS.join('|')})\\b`, 'g');

/**
 * Rewrites the message of an error for the command line: it names options of the command in place of options of a function.
 *
 * @param timeoutOption The option that raises the time-out. Without it, the advice to raise it is left out, as the one to raise the size of
 *   pictures always is.
 */
export function cliSentence(message: string, { timeoutOption }: { timeoutOption?: string } = {}): string {
  return message
    .replace(/^createPictureGateway: /, '')
    .replace(/\bcreateWawpClient: /, '')
    .replace(/\bcreateWawpClient\b/, 'the Wawp client')
    .replace(/,? or raise maxImageBytes\b/, '')
    .replace(/,? or raise timeoutMs\b/, timeoutOption === undefined ? '' : `, or raise ${timeoutOption}`)
    .replace(STORE_SECRET, (name) => placeOfVariable(name, process.env))
    .replace(/(?<![\w.])[a-z]+(?:[A-Z][a-z]+)+\b/g, (name) =>
      Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name,
    );
}
