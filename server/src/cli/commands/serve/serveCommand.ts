import { Command, InvalidArgumentError, Option } from 'commander';
import { emulatorOption, useEmulator } from '../../shared/emulatorOption.js';
import { endProcess } from '../../shared/endProcess.js';
import { isHeaderName } from '../../shared/http/headerName.js';
import { parseHost } from '../../shared/http/parseHost.js';
import { NAMESPACE_OPTION, STORE_OPTION } from '../../shared/openStore.js';
import { parseImageHost } from '../../shared/parseImageHost.js';
import { parsePort, parseWholeNumber } from '../../shared/parseNumber.js';
import { collectEarly } from './collectEarly.js';
import type { ServeOptions } from './runServe.js';

const HELP = `
Credentials come from the environment: WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN and, optionally, WAWP_BASE_URL.

File of --config
  { "store": "./chat-pictures",
    "instances": [{ "id": "123456789012", "name": "sales", "accessTokenFile": "/run/secrets/wawp" }, { "id": "210987654321" }] }
  An instance answers at <base path>/<name>/pictures; its name is its id unless it has one. Tokens and places of pictures are those
  of enrich --config, which takes the same file. CHAT_AVATAR_SECRET_<id> is the secret of the callers of one instance, in place of
  CHAT_AVATAR_SECRET. Each instance has a rate limit of its own. Logs and metrics have its name as "instance".

Access: on loopback, every program on this machine may send requests. Any other --host needs CHAT_AVATAR_SECRET, and each
request must send it as "Authorization: Bearer <secret>" or in a cookie named chat-avatar-secret. Image URLs are signed
instead, with CHAT_AVATAR_SIGNING_SECRET or, without it, a secret that is generated once and stored in the store.

Other endpoints
  /healthz   200 while the process runs
  /readyz    200 while it accepts requests, 503 while it stops; "store" is "ok" or "down", as last seen
  /metrics   Prometheus metrics; needs CHAT_AVATAR_METRICS_SECRET if set, otherwise CHAT_AVATAR_SECRET

A secret has at least 16 characters. Each of these variables may be in a file instead: CHAT_AVATAR_SECRET_FILE names it.
Behind a proxy that changes the Host header, set --public-origin or --trust-proxy.

--caller-header is believed behind --trust-proxy, or from a sender of the secret as bearer token, because a browser could name any user. All
requests without it count as those of one user. "callerHeader" in the file of --config, or in one of its instances, is the same.

Logs are JSON lines on stderr, without secrets and chat ids. On SIGTERM, SIGINT or SIGHUP, /readyz answers 503 for
--drain-seconds; then the port closes, and open requests may finish for up to 8 s. The exit code is 0; it is 137 (SIGKILL) if the file
system of the store hangs, because Node then cannot end in any other way.`;

/** `chat-avatar-server serve`: the gateway as an HTTP server. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the gateway between browsers and Wawp')
    .option('--host <address>', 'address to listen on', parseHost, '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 chooses a free one', parsePort, 4000)
    .option(...STORE_OPTION)
    .option(...NAMESPACE_OPTION)
    .option(
      '--config <file>',
      'serve several Wawp instances, each under a path of its own; the file is described below',
    )
    .option(
      '--keep-days <number>',
      'erase every chat that was not seen for this many days',
      parseWholeNumber(1, 36_500),
    )
    .option('--base-path <path>', 'path prefix of the URLs, such as /api/chat-pictures', '/')
    .option(
      '--allow-origin <origin>',
      'allow cross-origin requests (CORS), cookies included, from this origin; repeatable',
      origin,
    )
    .option(
      '--image-host <host>',
      "download pictures from this host too, besides WhatsApp's; repeatable",
      parseImageHost,
    )
    .option(
      '--dangerously-allow-private-addresses',
      'download pictures from private addresses too, such as those of emulate',
    )
    .option(
      '--public-origin <origin>',
      'origin under which browsers reach the gateway through a proxy, such as https://inbox.example.com',
      publicOrigin,
    )
    .option(
      '--trust-proxy',
      'take the host and scheme of a request from X-Forwarded-Host and X-Forwarded-Proto; only behind a proxy that sets them',
    )
    .option(
      '--caller-header <name>',
      'header with the user of a request, which a proxy sets; one user can spend a quarter of the rate limit, and all users can without it',
      headerName,
    )
    .option(
      '--drain-seconds <number>',
      'after SIGTERM, SIGINT or SIGHUP, answer /readyz with 503 and keep accepting requests for this long before the port closes',
      parseWholeNumber(0, 3_600),
      0,
    )
    .option(
      '--keep-alive-seconds <number>',
      'how long an idle connection stays open; longer than that of the load balancer',
      parseWholeNumber(0, 3_600),
      75,
    )
    .addOption(
      new Option('--log-level <level>', 'lowest level of log messages')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .addOption(emulatorOption())
    .hook('preAction', useEmulator)
    .addHelpText('after', HELP)
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  collectEarly();
  // Loaded on use, so that --help and the other commands start fast.
  const { runServe } = await import('./runServe.js');
  await runServe(options);
  // An abandoned call of the store may keep the process alive.
  await endProcess();
}

function headerName(text: string): string {
  if (isHeaderName(text)) return text;
  throw new InvalidArgumentError('Use the name of a header, such as X-User.');
}

function publicOrigin(text: string): string {
  return origin(text)[0] ?? text;
}

function origin(text: string, others: readonly string[] = []): string[] {
  const isOrigin = URL.canParse(text) && new URL(text).origin === text;
  if (isOrigin && /^https?:/.test(text)) return [...others, text];
  throw new InvalidArgumentError('Use scheme and host only, such as https://dashboard.example.com.');
}
