import type { Command } from 'commander';
import { readVariable } from './wawp/readVariable.js';

/** The passwords of stores. Each may be in a file: `REDIS_PASSWORD_FILE`. */
const SECRETS = ['REDIS_PASSWORD', 'REDIS_SENTINEL_PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'GCS_HMAC_SECRET'];

const COPY_VARIABLES = ['CHAT_AVATAR_COPY_FROM', 'CHAT_AVATAR_COPY_TO'];

/**
 * For commands with `--store`: without it, takes the place from `CHAT_AVATAR_STORE` or the file that `CHAT_AVATAR_STORE_FILE` names.
 * Warns of a password in the arguments, which every user of the machine can read there.
 *
 * @throws {CliError} if a file cannot be read.
 */
export function readStoreVariables(command: Command, environment = process.env): void {
  for (const name of SECRETS) {
    const secret = readVariable(name, environment);
    if (secret === undefined) continue;
    environment[name] = secret;
    delete environment[`${name}_FILE`];
  }
  const { store } = command.opts<{ store?: string }>();
  const given = command.getOptionValueSource('store') === 'cli' ? [store] : [];
  if ([...given, ...command.args].some((text) => text !== undefined && hasPassword(text))) {
    const variables = command.name() === 'copy' ? COPY_VARIABLES : ['CHAT_AVATAR_STORE'];
    console.error(
      'The location of the picture store has a password, and every user of this machine can read the arguments of a process. Put the ' +
        `location into ${variables.join(' or ')}, or the password into REDIS_PASSWORD, or either into a file: ${variables.map((name) => `${name}_FILE`).join(', ')}, REDIS_PASSWORD_FILE.`,
    );
  }
  if (given.length > 0 || store === undefined) return;
  const place = readVariable('CHAT_AVATAR_STORE', environment);
  if (place !== undefined) command.setOptionValueWithSource('store', place, 'env');
}

/** `redis://user:password@host`. A password may contain `@`, but none of the delimiters behind it. */
function hasPassword(location: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#:@]*:[^/?#]+@/i.test(location);
}
