/** The options of the libraries, and what a user of the command line sets instead. */
const NAMES: Record<string, string> = {
  baseUrl: 'WAWP_BASE_URL',
  instanceId: 'WAWP_INSTANCE_ID',
  accessToken: 'WAWP_ACCESS_TOKEN',
  signingSecret: 'CHAT_AVATAR_SIGNING_SECRET',
  imageHosts: '--image-host',
  allowedOrigins: '--allow-origin',
  basePath: '--base-path',
};

/**
 * Rewrites the message of an error for the command line: it names options of the command in place of options of a function.
 *
 * @param timeoutOption The option that raises the time-out. Without it, the advice to raise it is left out.
 */
export function cliSentence(message: string, { timeoutOption }: { timeoutOption?: string } = {}): string {
  return message
    .replace(/^createPictureGateway: /, '')
    .replace(/\bcreateWawpClient: /, '')
    .replace(/\bcreateWawpClient\b/, 'the Wawp client')
    .replace(/,? or raise timeoutMs\b/, timeoutOption === undefined ? '' : `, or raise ${timeoutOption}`)
    .replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, (name) =>
      Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name,
    );
}
