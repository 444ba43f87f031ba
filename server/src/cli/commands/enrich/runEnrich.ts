import { ChatPictureError } from 'chat-avatar/wawp';
import type { EnrichSource } from '../../../enricher/EnrichOptions.js';
import type { EnrichReport } from '../../../enricher/EnrichReport.js';
import { noCounts } from '../../../enricher/EnrichReport.js';
import { enrichContacts } from '../../../enricher/index.js';
import { DEFAULT_IMAGE_HOSTS } from '../../../images/compileImageHosts.js';
import { PictureStore } from '../../../store/PictureStore.js';
import type { OpenedStorage } from '../../../store/storage/open/openStorage.js';
import { CliError } from '../../shared/CliError.js';
import { mapStoreErrors } from '../../shared/openStore.js';
import { plural } from '../../shared/plural.js';
import { EXIT } from './exitCodes.js';
import { formatReport } from './formatReport.js';
import { NO_PROGRESS, showProgress } from './showProgress.js';

export interface RunEnrichOptions {
  source: EnrichSource;
  store: OpenedStorage;
  signal: AbortSignal;
  top: number;
  concurrency: number;
  /** `--per-second 20` is `rateLimit: { limit: 20, windowMs: 1000 }`. */
  perSecond: number;
  imageHost?: string[];
  dangerouslyAllowPrivateAddresses?: boolean;
  /** In minutes. */
  maxOutage: number;
  keepDays?: number;
  json?: boolean;
  dryRun?: boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/** One run of the command. Resolves to the exit code. @throws {CliError} if the run cannot start. */
export async function runEnrich(options: RunEnrichOptions): Promise<number> {
  const { store, signal, json = false, dryRun = false, keepDays } = options;
  const say = json ? (line: string) => console.error(line) : (line: string) => console.log(line);
  // With --json and no terminal, stderr is usually collected too and must not contain names.
  const isQuiet = json && !process.stderr.isTTY;
  const progress = isQuiet ? NO_PROGRESS : showProgress(say);
  const startedAt = Date.now();
  const start = performance.now();
  let done = 0;
  let report: EnrichReport;
  try {
    report = await mapStoreErrors(() =>
      enrichContacts({
        source: options.source,
        storage: store.storage,
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
          progress.show(update);
        },
      }),
    );
  } catch (thrown) {
    progress.close();
    if (signal.aborted) {
      console.error(
        `Interrupted after ${plural(done, 'chat')}. The results so far are stored. Run it again to continue.`,
      );
      return EXIT.interrupted;
    }
    if (!(thrown instanceof ChatPictureError)) throw thrown;
    if (json)
      print({
        ...emptyReport(startedAt, performance.now() - start),
        stopped: { code: thrown.code, message: thrown.message },
      });
    const isStop = thrown.code === 'unauthorized' || thrown.code === 'session-not-ready';
    if (!isStop) throw new CliError(`${thrown.message} (${thrown.code})`);
    console.error(`${thrown.message} (${thrown.code})`);
    return EXIT.stopped;
  }
  progress.close();
  const { removed, failure } = await prune(store, dryRun ? undefined : keepDays);

  if (json) print({ ...report, ...(removed && { removed }) });
  if (!isQuiet) for (const line of formatReport(report, { dryRun })) say(line);
  if (removed && !isQuiet)
    say(`Erased ${plural(removed.length, 'chat')} that no run has seen for ${plural(keepDays ?? 0, 'day')}.`);
  if (failure !== undefined) console.error(`--keep-days erased no chat. ${failure}`);
  if (!dryRun && !json) say(`The pictures are in ${store.describe()}.`);
  if (report.stopped) {
    if (isQuiet) console.error(`${report.stopped.message} (${report.stopped.code})`);
    return EXIT.stopped;
  }
  return report.counts.failed > 0 || failure !== undefined ? EXIT.partial : EXIT.success;
}

/** Erases old chats. Returns a failure instead of throwing, so that the run is reported anyway. */
async function prune(
  store: OpenedStorage,
  keepDays: number | undefined,
): Promise<{ removed?: string[]; failure?: string }> {
  if (keepDays === undefined) return {};
  try {
    const before = Date.now() - keepDays * DAY;
    const { chats } = await mapStoreErrors(() => new PictureStore(store.storage).prune(before));
    return { removed: chats };
  } catch (thrown) {
    if (thrown instanceof CliError) return { failure: thrown.message };
    throw thrown;
  }
}

/** JSON Lines: each run of a schedule prints one line. */
function print(report: object): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

function emptyReport(startedAt: number, durationMs: number): EnrichReport {
  return { chats: [], counts: noCounts(), bytes: 0, startedAt, durationMs: Math.round(durationMs) };
}
