import { Command, InvalidArgumentError, Option } from 'commander';
import { STORE_OPTION } from '../../shared/openStore.js';
import { parseImageHost } from '../../shared/parseImageHost.js';
import { parsePort } from '../../shared/parseNumber.js';
import type { ServeOptions } from './runServe.js';

const HELP = `
Credentials come from the environment: WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN and, optionally, WAWP_BASE_URL.

On loopback whoever is on this machine may ask. Another --host needs CHAT_AVATAR_SECRET, and callers then send it, as
"Authorization: Bearer <secret>" or in a cookie named chat-avatar-secret. Image URLs are signed and need neither;
CHAT_AVATAR_SIGNING_SECRET signs them, or else a secret that is made once and kept in the store.

Besides the pictures
  /healthz   200 while it runs
  /readyz    200 while it takes requests, 503 once it is stopping; says whether the store answers
  /metrics   for Prometheus

Logs are JSON, on stderr, without secrets and without chat ids. SIGTERM lets what is under way finish.`;

/** `chat-avatar-server serve`: the gateway as a server of its own. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the gateway between browsers and Wawp')
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <number>', 'where to listen; 0 finds a free port', parsePort, 4000)
    .option(...STORE_OPTION)
    .option('--base-path <path>', 'where browsers see it, as in /api/chat-pictures', '/')
    .option('--allow-origin <origin>', 'an origin whose pages may ask, with cookies; repeatable', origin)
    .option(
      '--image-host <host>',
      "a host pictures may come from, besides WhatsApp's; repeatable",
      parseImageHost,
    )
    .option(
      '--dangerously-allow-private-addresses',
      'take pictures from this machine or network: for emulate',
    )
    .addOption(
      new Option('--log-level <level>', 'how much to log')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .addHelpText('after', HELP)
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  // Loaded here, so that the other commands and --help need not wait for it.
  const { runServe } = await import('./runServe.js');
  await runServe(options);
  // A file system that does not answer any more would keep the process for as long.
  process.exit();
}

function origin(text: string, others: readonly string[] = []): string[] {
  if (URL.canParse(text) && new URL(text).origin === text) return [...others, text];
  throw new InvalidArgumentError('Write scheme and host only, as in https://dashboard.example.com.');
}
