import { type Command, InvalidArgumentError, Option } from 'commander';
import { isPlain } from '../../lib/isPlain.js';

/** `--emulator`, for the commands that call Wawp. Add {@link useEmulator} as a `preAction` hook. */
export function emulatorOption(): Option {
  return new Option(
    '--emulator <url>',
    'use the local Wawp API of emulate, without credentials, and allow its pictures',
  )
    .conflicts('config')
    .argParser(parseOrigin);
}

/**
 * Points a command at an emulator: its address and credentials of no value replace those of the environment, so that no real
 * token is sent to it; its host becomes an image host, and private addresses are allowed.
 */
export function useEmulator(command: Command): void {
  const { emulator, imageHost = [] } = command.opts<{ emulator?: string; imageHost?: string[] }>();
  if (emulator === undefined) return;
  const account = { WAWP_BASE_URL: emulator, WAWP_INSTANCE_ID: 'local', WAWP_ACCESS_TOKEN: 'local' };
  for (const [name, value] of Object.entries(account)) {
    process.env[name] = value;
    delete process.env[`${name}_FILE`];
  }
  command.setOptionValue('imageHost', [...imageHost, new URL(emulator).host]);
  command.setOptionValue('dangerouslyAllowPrivateAddresses', true);
}

function parseOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && url.pathname === '/' && isPlain(url);
  if (isOrigin && /^https?:$/.test(url.protocol)) return url.origin;
  throw new InvalidArgumentError('Use the address that emulate prints, such as http://127.0.0.1:4010.');
}
