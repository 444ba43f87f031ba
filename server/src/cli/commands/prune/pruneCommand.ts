import { Command } from 'commander';
import { describeFailed } from '../../../store/erase/EraseErrors.js';
import type { Collected } from '../../../store/erase/GarbageCollector.js';
import { describeUnreadable } from '../../shared/describeUnreadable.js';
import { describeVersions } from '../../shared/describeVersions.js';
import { mapStoreErrors, openExistingStore, STORE_OPTION } from '../../shared/openStore.js';
import { parseWholeNumber } from '../../shared/parseNumber.js';
import { plural } from '../../shared/plural.js';
import { describeRefused } from './describeRefused.js';

const DAY = 24 * 60 * 60 * 1000;

/** Exit code if something stays: the sanity limit stopped `--keep-days`, or the store does not let a value go. */
const PARTIAL = 2;

interface PruneOptions {
  store: string;
  keepDays?: number;
  yes?: boolean;
  json?: boolean;
}

const HELP = `
Erases pictures that no chat shows, such as replaced and hidden ones, and expired answers without a picture. The gateway does the same
twice a day, and enrich after each run.

With --keep-days, chats that were not seen for that long are erased too. If those are more than 10 and more than a third of all chats,
as after a jump of the clock, none is erased, and the exit code is 2. Check the date of this machine, then run it again with --yes.

What the store does not let go, such as a file of another user, stays. The rest is erased, and the exit code is 2.`;

/** `chat-avatar-server prune`: erases everything in the store that is no longer used. */
export function pruneCommand(): Command {
  return new Command('prune')
    .description('erase pictures that are no longer shown, and chats that were not seen for long')
    .option(...STORE_OPTION)
    .option(
      '--keep-days <number>',
      'erase every chat that was not seen for this many days',
      parseWholeNumber(1, 36_500),
    )
    .option('--yes', 'erase more than a third of all chats at once, if --keep-days asks for it')
    .option('--json', 'print the number of erased chats and values as JSON on stdout')
    .addHelpText('after', HELP)
    .action(prune);
}

async function prune({ store: location, keepDays, yes = false, json }: PruneOptions): Promise<void> {
  const { PictureStore } = await import('../../../store/PictureStore.js');
  const opened = await openExistingStore(location);
  try {
    const keepMs = keepDays === undefined ? undefined : keepDays * DAY;
    const collected = await mapStoreErrors(() =>
      new PictureStore(opened.storage).collectGarbage({ keepMs, force: yes }),
    );
    const { chats, answers, keys, unreadable, failed, refused, versions } = collected;
    if (json) {
      console.log(
        JSON.stringify({
          chats: chats.length,
          answers,
          values: keys.length,
          unreadable,
          failed,
          refused: refused ?? 0,
          versions: versions?.count ?? 0,
          versionsMayRemain: versions?.mayRemain ?? false,
        }),
      );
    } else {
      console.log(describeCollected(collected, opened.describe()));
      for (const line of describeVersions(collected.versions)) console.log(line);
    }
    if (unreadable > 0) console.error(describeUnreadable(unreadable, ['stays', 'stay']));
    if (failed > 0) {
      console.error(describeFailed(failed));
      process.exitCode = PARTIAL;
    }
    if (refused !== undefined) {
      console.error(describeRefused(refused, keepDays));
      process.exitCode = PARTIAL;
    }
  } finally {
    await opened.close().catch(() => undefined);
  }
}

function describeCollected({ chats, answers, keys }: Collected, place: string): string {
  if (keys.length === 0) return `Nothing to erase in ${place}.`;
  return (
    `Erased from ${place}: ${plural(chats.length, 'chat')} not seen for long, ${plural(answers, 'expired answer')}; ` +
    `${plural(keys.length, 'value')} in all.`
  );
}
