import { Command, Option } from 'commander';
import { STORE_OPTION } from '../../shared/openStore.js';
import { parseImageHost } from '../../shared/parseImageHost.js';
import { parseWholeNumber } from '../../shared/parseNumber.js';
import type { ScheduleOptions } from './enrichOnSchedule.js';
import { parseCron, parseTimeZone } from './parseSchedule.js';
import type { RunEnrichOptions } from './runEnrich.js';

interface EnrichCommandOptions
  extends ScheduleOptions,
    Omit<RunEnrichOptions, 'source' | 'store' | 'signal'> {
  store: string;
}

const HELP = `
Credentials come from the environment: WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN and, optionally, WAWP_BASE_URL.

A chat whose answer is younger than 24 h is not asked for again. Whatever ends a run, the next one finishes it.

Exit codes
  0    done: every chat has its answer
  1    it could not begin: wrong usage, no credentials, no store, no Wawp
  2    done, but some chats failed
  3    stopped before its end: the token was refused, the session needs a person, Wawp or the store gave out
  130  interrupted`;

/** `chat-avatar-server enrich`: the morning routine. */
export function enrichCommand(): Command {
  return new Command('enrich')
    .description('store the pictures of the most active conversations')
    .option(
      '--top <number>',
      'how many conversations, latest message first',
      parseWholeNumber(1, 1_000_000),
      50,
    )
    .option(...STORE_OPTION)
    .option('--concurrency <number>', 'how many chats at once', parseWholeNumber(1, 64), 2)
    .option(
      '--per-second <number>',
      'how many questions to Wawp in a second, at most',
      parseWholeNumber(1, 1000),
      20,
    )
    .option(
      '--image-host <host>',
      "a host pictures may come from, besides WhatsApp's; repeatable",
      parseImageHost,
    )
    .option(
      '--dangerously-allow-private-addresses',
      'take pictures from this machine or network: for emulate',
    )
    .option(
      '--keep-days <number>',
      'afterwards, erase every chat that was not seen for so long',
      parseWholeNumber(1, 36_500),
    )
    .option('--json', 'the report, and nothing else, on stdout')
    .option('--dry-run', 'only say what there is to do: nothing is asked for, nothing is written')
    .addOption(new Option('--once', 'run once, now (the default)').conflicts('schedule'))
    .option('--schedule <cron>', 'run again and again, as in "0 7 * * *": every morning at seven', parseCron)
    .option(
      '--time-zone <name>',
      'of the schedule, as in Africa/Cairo (default: of this machine)',
      parseTimeZone,
    )
    .addHelpText('after', HELP)
    .action(enrich);
}

async function enrich(options: EnrichCommandOptions): Promise<void> {
  // Loaded here, so that the other commands and --help need not wait for it.
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
