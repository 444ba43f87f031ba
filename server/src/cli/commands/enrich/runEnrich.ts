import { ChatPictureError } from 'chat-avatar/wawp';
import type { EnrichSource } from '../../../enricher/EnrichOptions.js';
import { type EnrichProgress, type EnrichReport, noCounts } from '../../../enricher/EnrichReport.js';
import { enrichContacts } from '../../../enricher/index.js';
import { DEFAULT_IMAGE_HOSTS } from '../../../images/download/compileImageHosts.js';
import { untilAborted } from '../../../lib/async/untilAborted.js';
import { describeFailed } from '../../../store/erase/EraseErrors.js';
import { PictureStore } from '../../../store/PictureStore.js';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import { storeLimits } from '../../../store/storage/storeLimits.js';
import { CliError } from '../../shared/CliError.js';
import { cliSentence } from '../../shared/cliSentence.js';
import { mapStoreErrors } from '../../shared/openStore.js';
import { plural } from '../../shared/plural.js';
import { describeRefused } from '../prune/describeRefused.js';
import { EXIT, type ExitCode } from './exitCodes.js';
import { formatReport } from './formatReport.js';
import { NO_PROGRESS, showProgress } from './showProgress.js';

/** The options of the command that concern one run. */
export interface RunOptions {
  top: number;
  concurrency: number;
  /** `--per-second 20` is `rateLimit: { limit: 20, windowMs: 1000 }`. */
  perSecond: number;
  /** In minutes. */
  maxOutage: number;
  imageHost?: string[];
  dangerouslyAllowPrivateAddresses?: boolean;
  keepDays?: number;
  yes?: boolean;
  namespace?: string;
  json?: boolean;
  /** Names no chats: for logs. */
  summary?: boolean;
  dryRun?: boolean;
}

export interface RunTarget {
  source: EnrichSource;
  store: OpenedStorage;
  /** The name of the store in errors. */
  storeOption: string;
  signal: AbortSignal;
}

export interface RunResult {
  exitCode: ExitCode;
  report: EnrichReport & {
    /** The chats that `--keep-days` erased. */
    removed?: string[];
  };
  /** Why the run did not start. */
  error?: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** One run of the command for one Wawp instance, with its output except the JSON. Errors that a user can fix are in the result. */
export async function runEnrich(
  { source, store, storeOption, signal }: RunTarget,
  options: RunOptions,
): Promise<RunResult> {
  const { json = false, dryRun = false, summary = false, keepDays } = options;
  const say = json ? (line: string) => console.error(line) : (line: string) => console.log(line);
  // With --json and no terminal, stderr is usually collected too and must not contain names.
  const isQuiet = json && !process.stderr.isTTY;
  const progress = isQuiet ? NO_PROGRESS : showProgress(say);
  const empty = emptyReport();
  await sayLimits(store, signal);
  let done = 0;
  let report: RunResult['report'];
  try {
    report = reportInCliWords(
      await mapStoreErrors(
        () =>
          enrichContacts({
            source,
            storage: store.storage,
            namespace: options.namespace,
            top: options.top,
            concurrency: options.concurrency,
            rateLimit: { limit: options.perSecond, windowMs: 1000 },
            imageHosts: [...DEFAULT_IMAGE_HOSTS, ...(options.imageHost ?? [])],
            dangerouslyAllowPrivateAddresses: options.dangerouslyAllowPrivateAddresses === true,
            maxOutageMs: options.maxOutage * 60_000,
            dryRun,
            signal,
            onProgress(update) {
              done = update.done;
              progress.show(inCliWords(summary ? { ...update, chat: undefined } : update));
            },
          }),
        storeOption,
      ),
    );
  } catch (thrown) {
    progress.close();
    return signal.aborted ? interrupted(done, { dryRun, report: empty() }) : notStarted(thrown, empty());
  }
  progress.close();
  const { removed, failure } = dryRun ? {} : await prune({ store, storeOption }, options);
  if (removed && keepDays !== undefined) report.removed = removed;

  if (!isQuiet) for (const line of formatReport(report, { dryRun, namesChats: !summary })) say(line);
  if (removed && !isQuiet && keepDays !== undefined)
    say(`Erased ${plural(removed.length, 'chat')} that no run has seen for ${plural(keepDays, 'day')}.`);
  if (failure !== undefined) console.error(failure);
  if (!dryRun && !json) say(`The pictures are in ${store.describe()}.`);
  if (report.stopped && isQuiet) console.error(`${report.stopped.message} (${report.stopped.code})`);
  return { exitCode: exitCodeOf(report, failure), report };
}

function exitCodeOf({ stopped, counts }: EnrichReport, pruneFailure: string | undefined): ExitCode {
  if (stopped) return EXIT.stopped;
  return counts.failed > 0 || pruneFailure !== undefined ? EXIT.partial : EXIT.success;
}

const told = new Set<string>();

/** Says once in a process what the operator of this store should know. A store that does not answer fails the run itself. */
async function sayLimits({ storage, describe }: OpenedStorage, signal: AbortSignal): Promise<void> {
  for (const { message } of await untilAborted(storeLimits(storage), signal).catch(() => [])) {
    const line = `${describe()}: ${message}`;
    if (!told.has(line)) console.error(line);
    told.add(line);
  }
}

/** The result of a run that the user ended after `done` chats. Says so. */
export function interrupted(
  done: number,
  { dryRun = false, report = emptyReport()() }: { dryRun?: boolean | undefined; report?: EnrichReport } = {},
): RunResult {
  console.error(
    dryRun
      ? 'Interrupted. A dry run stores nothing. Run it again for the whole list.'
      : `Interrupted after ${plural(done, 'chat')}. The results so far are stored. Run it again to continue.`,
  );
  return { exitCode: EXIT.interrupted, report };
}

/** The result of a run that ended before its first chat. Prints the reason. @throws an error that a user cannot fix. */
export function notStarted(thrown: unknown, report: EnrichReport = emptyReport()()): RunResult {
  if (thrown instanceof CliError) {
    console.error(thrown.message);
    return { exitCode: EXIT.notStarted, report, error: thrown.message };
  }
  if (!(thrown instanceof ChatPictureError)) throw thrown;
  const { code } = thrown;
  const message = cliSentence(thrown.message, { timeoutOption: '--overview-timeout' });
  console.error(`${message} (${code})`);
  const isStop = code === 'unauthorized' || code === 'session-not-ready';
  return {
    exitCode: isStop ? EXIT.stopped : EXIT.notStarted,
    report: { ...report, stopped: { code, message } },
    error: message,
  };
}

/** The same progress, with its message for users of the command line. */
function inCliWords({ waitingFor, ...progress }: EnrichProgress): EnrichProgress {
  return { ...progress, ...(waitingFor !== undefined && { waitingFor: cliSentence(waitingFor) }) };
}

/** Rewrites the messages of a report for users of the command line. */
function reportInCliWords(report: EnrichReport): EnrichReport {
  const rewrite = (message: string) => cliSentence(message, { timeoutOption: '--timeout' });
  for (const chat of report.chats) if (chat.message !== undefined) chat.message = rewrite(chat.message);
  if (report.stopped) report.stopped.message = rewrite(report.stopped.message);
  return report;
}

/** Erases old chats, and pictures that no chat shows. Returns a failure instead of throwing, so that the run is reported anyway. */
async function prune(
  { store, storeOption }: Pick<RunTarget, 'store' | 'storeOption'>,
  { keepDays, yes = false }: RunOptions,
): Promise<{ removed?: string[]; failure?: string }> {
  try {
    const keepMs = keepDays === undefined ? undefined : keepDays * DAY;
    const { chats, failed, refused } = await mapStoreErrors(
      () => new PictureStore(store.storage).collectGarbage({ keepMs, force: yes }),
      storeOption,
    );
    const failures = [
      ...(failed > 0 ? [describeFailed(failed)] : []),
      ...(refused === undefined ? [] : [describeRefused(refused, keepDays)]),
    ];
    return { removed: chats, ...(failures.length > 0 && { failure: failures.join(' ') }) };
  } catch (thrown) {
    if (thrown instanceof CliError) return { failure: `Nothing was erased after the run. ${thrown.message}` };
    throw thrown;
  }
}

/** Starts the clock. Returns a function that makes the report of a run without chats. */
function emptyReport(): () => EnrichReport {
  const startedAt = Date.now();
  const start = performance.now();
  return () => ({
    chats: [],
    counts: noCounts(),
    bytes: 0,
    startedAt,
    durationMs: Math.round(performance.now() - start),
  });
}
