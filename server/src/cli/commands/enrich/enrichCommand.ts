import { Command, Option } from 'commander';
import { CliError } from '../../shared/CliError.js';
import { emulatorOption, useEmulator } from '../../shared/emulatorOption.js';
import { endProcess } from '../../shared/endProcess.js';
import { parseHost } from '../../shared/http/parseHost.js';
import { NAMESPACE_OPTION, STORE_OPTION } from '../../shared/openStore.js';
import { parseImageHost } from '../../shared/parseImageHost.js';
import { parsePort, parseWholeNumber } from '../../shared/parseNumber.js';
import type { DailyOptions } from './enrichDaily.js';
import type { Target } from './enrichInstances.js';
import { EXIT_CODES_HELP } from './exitCodes.js';
import { keepHeapSmall } from './keepHeapSmall.js';
import { parseCron, parseTimeZone } from './parseSchedule.js';

const HELP = `
Credentials come from the environment: WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN and, optionally, WAWP_BASE_URL. Each may name a
file instead: WAWP_ACCESS_TOKEN_FILE.

File of --config
  { "store": "./chat-pictures",
    "instances": [{ "id": "123456789012", "accessTokenFile": "/run/secrets/wawp" }, { "id": "210987654321" }] }
  The pictures of an instance are in <store>/<id>, on Redis under the key prefix <prefix>:<id>, or in its own "store". Its access
  token is in the file "accessTokenFile", in the variable that "accessTokenEnv" names, or in WAWP_ACCESS_TOKEN_<id> or
  WAWP_ACCESS_TOKEN_<id>_FILE. "baseUrl" is WAWP_BASE_URL unless it is given.

A chat with a stored answer under 20 h old is not due and is not requested, so a run after an interrupted one does the
remaining chats. A failed run of --schedule is repeated after 5, 15 and 30 min, then every hour.

/metrics of --metrics-port needs CHAT_AVATAR_METRICS_SECRET or, without it, CHAT_AVATAR_SECRET, as "Authorization: Bearer <secret>".
Without both, it answers this machine alone. A file may hold the secret: CHAT_AVATAR_METRICS_SECRET_FILE.

${EXIT_CODES_HELP}`;

/** `chat-avatar-server enrich`: stores the pictures of the most active conversations. */
export function enrichCommand(): Command {
  return new Command('enrich')
    .description('store the pictures of the most active conversations')
    .option(
      '--top <number>',
      'number of conversations, those with the latest messages first',
      parseWholeNumber(1, 1_000_000),
      50,
    )
    .option(...STORE_OPTION)
    .option(...NAMESPACE_OPTION)
    .option(
      '--config <file>',
      'run several Wawp instances one after another, with one report; the file is described below',
    )
    .option(
      '--concurrency <number>',
      'number of chats processed at the same time',
      parseWholeNumber(1, 64),
      2,
    )
    .option(
      '--per-second <number>',
      'maximum number of requests to Wawp per second',
      parseWholeNumber(1, 1000),
      20,
    )
    .option('--timeout <seconds>', 'time-out of one picture request to Wawp', parseWholeNumber(1, 600), 15)
    .option(
      '--overview-timeout <seconds>',
      'time-out of one page of the list of conversations; a page that is too slow is requested in smaller parts',
      parseWholeNumber(1, 3600),
      60,
    )
    .option(
      '--max-outage <minutes>',
      'how long Wawp, the store or the hosts of the pictures may fail before the run ends; it pauses meanwhile',
      parseWholeNumber(1, 1440),
      15,
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
      '--keep-days <number>',
      'after the run, erase every chat that no run has seen for this many days',
      parseWholeNumber(1, 36_500),
    )
    .option(
      '--metrics-file <file>',
      'write metrics for the textfile collector of node_exporter, such as /var/lib/node_exporter/chat-avatar.prom',
    )
    .option(
      '--metrics-port <number>',
      'with --schedule: serve /metrics for Prometheus, and /healthz, on this port; 0 chooses a free one',
      parsePort,
    )
    .option('--metrics-host <address>', 'address of --metrics-port', parseHost, '127.0.0.1')
    .option('--yes', 'erase more than a third of all chats at once, if --keep-days asks for it')
    .option('--json', 'print the report as one line of JSON on stdout, and nothing else')
    .option(
      '--summary',
      'print no names and no chat ids, only the summary of the run, such as for a log; with --json, the report without its chats',
    )
    .option('--dry-run', 'only list the chats to request; request nothing but the overview and write nothing')
    .addOption(new Option('--once', 'run once, now (default)').conflicts('schedule'))
    .option(
      '--schedule <cron>',
      'keep running on a cron schedule; "0 7 * * *" is every day at 7:00',
      parseCron,
    )
    .option(
      '--time-zone <name>',
      'time zone of the schedule, such as Africa/Cairo (default: the one of this machine)',
      parseTimeZone,
    )
    .addOption(emulatorOption())
    .hook('preAction', useEmulator)
    .addHelpText('after', HELP)
    .action(enrich);
}

async function enrich(options: DailyOptions, command: Command): Promise<void> {
  keepHeapSmall();
  // Loaded on use, so that --help and the other commands start fast.
  const [{ enrichInstances }, { readInstances }, { requireWritable }, { waitForShutdown }] =
    await Promise.all([
      import('./enrichInstances.js'),
      import('../../shared/wawp/instances.js'),
      import('../../shared/requireWritable.js'),
      import('../../shared/waitForShutdown.js'),
    ]);
  const { config, schedule, store, metricsFile, metricsPort, dryRun } = options;
  if (metricsPort !== undefined && schedule === undefined) {
    throw new CliError(
      '--metrics-port needs --schedule: a single run ends before Prometheus reads its metrics. Use --metrics-file instead.',
    );
  }
  if (options.timeZone !== undefined && schedule === undefined) {
    throw new CliError(
      '--time-zone needs --schedule: it is the time zone in which the schedule is read. Set it, or leave out --time-zone.',
    );
  }
  if (metricsPort === undefined && command.getOptionValueSource('metricsHost') === 'cli') {
    throw new CliError(
      '--metrics-host needs --metrics-port, the port on which /metrics is served. Set it, or leave out --metrics-host.',
    );
  }
  const targets: Target[] = config === undefined ? [undefined] : readInstances(config, store);
  if (metricsFile !== undefined && !dryRun) {
    const stores = targets.map((target) => target?.store ?? store);
    await requireWritable('--metrics-file', metricsFile, stores);
  }
  const interrupted = new AbortController();
  const { signal } = interrupted;
  void waitForShutdown().then(() => interrupted.abort());
  if (schedule === undefined) {
    process.exitCode = await enrichInstances(targets, options, { signal });
  } else {
    const { enrichDaily } = await import('./enrichDaily.js');
    process.exitCode = await enrichDaily(targets, options, signal);
  }
  // An abandoned operation may keep the process alive, such as a call of a store that hangs.
  await endProcess();
}
