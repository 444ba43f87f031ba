import type { Command } from 'commander';
import { STORE_SECRETS } from './cliSentence.js';
import { readVariable } from './wawp/readVariable.js';

const COPY_VARIABLES = ['CHAT_AVATAR_COPY_FROM', 'CHAT_AVATAR_COPY_TO'];

/**
 * For commands with `--store`: without it, takes the place from `CHAT_AVATAR_STORE` or the file that `CHAT_AVATAR_STORE_FILE` names.
 * Warns of a password in the arguments, which every user of the machine can read there.
 *
 * @throws {CliError} if a file cannot be read.
 */
export function readStoreVariables(command: Command, environment = process.env): void {
  for (const name of STORE_SECRETS) {
    const secret = readVariable(name, environment);
    if (secret === undefined) continue;
    environment[name] = secret;
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
  if (store === undefined) return;
  if (given.length > 0) {
    delete environment.CHAT_AVATAR_STORE;
    delete environment.CHAT_AVATAR_STORE_FILE;
    return;
  }
  const place = readVariable('CHAT_AVATAR_STORE', environment);
  if (place !== undefined) command.setOptionValueWithSource('store', place, 'env');
}

/** `redis://user:password@host`. A password may contain `@`, but none of the delimiters behind it. */
function hasPassword(location: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#:@]*:[^/?#]+@/i.test(location);
}
