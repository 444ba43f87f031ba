import { Command, Option } from 'commander';
import { STORE_OPTION } from '../../shared/openStore.js';
import { parseImageHost } from '../../shared/parseImageHost.js';
import { parseWholeNumber } from '../../shared/parseNumber.js';
import type { ScheduleOptions } from './enrichOnSchedule.js';
import { EXIT_CODES_HELP } from './exitCodes.js';
import { parseCron, parseTimeZone } from './parseSchedule.js';
import type { RunEnrichOptions } from './runEnrich.js';

interface EnrichCommandOptions
  extends ScheduleOptions,
    Omit<RunEnrichOptions, 'source' | 'store' | 'signal'> {
  store: string;
}

const HELP = `
Credentials come from the environment: WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN and, optionally, WAWP_BASE_URL.

A chat with a stored answer under 20 h old is not due and is not requested, so a run after an interrupted one does the
remaining chats. A failed run of --schedule is repeated after 5, 15 and 30 min, then every hour.

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
    .option('--json', 'print the report as one line of JSON on stdout, and nothing else')
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
    .addHelpText('after', HELP)
    .action(enrich);
}

async function enrich(options: EnrichCommandOptions): Promise<void> {
  // Loaded on use, so that --help and the other commands start fast.
  const [{ createWawpFromEnvironment }, { openStore }, { runEnrich }, { enrichOnSchedule }] =
    await Promise.all([
      import('../../shared/createWawpFromEnvironment.js'),
      import('../../shared/openStore.js'),
      import('./runEnrich.js'),
      import('./enrichOnSchedule.js'),
    ]);
  const source = await createWawpFromEnvironment();
  const store = await openStore(options.store, { check: options.dryRun !== true });
  const interrupted = new AbortController();
  const { waitForShutdown } = await import('../../shared/waitForShutdown.js');
  void waitForShutdown().then(() => interrupted.abort());
  const run = () => runEnrich({ ...options, source, store, signal: interrupted.signal });
  try {
    process.exitCode = options.schedule
      ? await enrichOnSchedule(run, options, interrupted.signal)
      : await run();
  } finally {
    await store.close().catch(() => undefined);
  }
}
