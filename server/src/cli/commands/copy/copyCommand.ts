import { resolve } from 'node:path';
import { Command } from 'commander';
import { CliError } from '../../shared/CliError.js';
import { formatBytes } from '../../shared/formatBytes.js';
import { plural } from '../../shared/plural.js';
import { placeOfVariable, readVariable } from '../../shared/wawp/readVariable.js';
import type { Copied } from './copyStore.js';

/** Exit code if a record or a picture could not be copied. */
const PARTIAL = 2;

/** `chat-avatar-server copy`: copies a store to another place. */
export function copyCommand(): Command {
  return new Command('copy')
    .description('copy all records and pictures from one store to another')
    .argument(
      '[from]',
      'place of the pictures: a folder, s3://bucket/prefix, gs://bucket/prefix or redis://host; CHAT_AVATAR_COPY_FROM without it or with -',
    )
    .argument('[to]', 'another place of any kind; CHAT_AVATAR_COPY_TO without it or with -')
    .option('--json', 'print the counts as JSON on stdout')
    .addHelpText(
      'after',
      `
A copy can be interrupted and repeated: what is there already is skipped. Of two records of one chat, the newer one stays. The secret
that signs image URLs is copied too, unless the other store has one. Resized copies are not copied, because the gateway makes them
again. Nothing is erased. A chat that was forgotten in the other store in the last day is not copied.

A place with a password does not belong into the arguments, which every user of the machine can read. Put it into the variable
CHAT_AVATAR_COPY_FROM or CHAT_AVATAR_COPY_TO, or into a file that CHAT_AVATAR_COPY_FROM_FILE or CHAT_AVATAR_COPY_TO_FILE names.

To move a running store, copy it, let serve and enrich use the new place, and copy once more on the same day.

Exit codes
  0    everything is in the other store
  1    not started, or ended early: a store cannot be read or written
  2    finished, but records or pictures that are damaged or cannot be read were left out
  130  interrupted`,
    )
    .action(copy);
}

async function copy(
  fromArgument: string | undefined,
  toArgument: string | undefined,
  { json = false }: { json?: boolean },
): Promise<void> {
  const fromPlace = placeOf(fromArgument, 'from', 'CHAT_AVATAR_COPY_FROM');
  const toPlace = placeOf(toArgument, 'to', 'CHAT_AVATAR_COPY_TO');
  const [{ copyStore }, { openExistingStore, openStore }, { requireOutsideStore }, { waitForShutdown }] =
    await Promise.all([
      import('./copyStore.js'),
      import('../../shared/openStore.js'),
      import('../../shared/requireOutsideStore.js'),
      import('../../shared/waitForShutdown.js'),
    ]);
  if (!toPlace.location.includes('://') && resolve(fromPlace.location) !== resolve(toPlace.location))
    await requireOutsideStore(toPlace.name, toPlace.location, fromPlace.location);
  const interrupted = new AbortController();
  void waitForShutdown().then(() => interrupted.abort());
  const from = await openExistingStore(fromPlace.location, fromPlace.name);
  const to = await openStore(toPlace.location, { option: toPlace.name });
  try {
    if (from.describe() === to.describe())
      throw new CliError(`copy: both places are ${to.describe()}. Name another one to copy to.`);
    const names = { from: fromPlace.name, to: toPlace.name };
    const copied = await copyStore(from.storage, to.storage, { names, signal: interrupted.signal });
    if (json) console.log(JSON.stringify(copied));
    else for (const line of describe(copied, from.describe(), to.describe())) console.log(line);
    if (copied.damaged + copied.unreadable > 0) process.exitCode = PARTIAL;
  } catch (thrown) {
    if (!interrupted.signal.aborted) throw thrown;
    console.error('Interrupted. What was copied so far stays. Run it again to continue.');
    process.exitCode = 130;
  } finally {
    await Promise.all([from.close(), to.close()].map((closing) => closing.catch(() => undefined)));
  }
}

/** The location of a store, and its name in errors. @throws {CliError} without a location. */
function placeOf(argument: string | undefined, side: 'from' | 'to', variable: string) {
  const isArgument = argument !== undefined && argument !== '-';
  const location = isArgument ? argument : readVariable(variable, process.env);
  const name = isArgument ? `copy: ${side}` : placeOfVariable(variable, process.env);
  if (location) return { location, name };
  throw new CliError(
    `copy: the place to copy ${side} is missing. Name it as ${side === 'from' ? 'the first' : 'the second'} argument, or set ${variable} or ${variable}_FILE.`,
  );
}

function describe(
  { records, pictures, bytes, unchanged, newer, forgotten, damaged, unreadable }: Copied,
  from: string,
  to: string,
): string[] {
  const lines = [
    `Copied ${plural(records, 'record')} and ${plural(pictures, 'picture')} (${formatBytes(bytes)}) from ${from} to ${to}.`,
  ];
  if (unchanged > 0)
    lines.push(`${plural(unchanged, 'record')} ${unchanged === 1 ? 'was' : 'were'} there already.`);
  if (newer > 0)
    lines.push(
      `${plural(newer, 'record')} of the other store ${newer === 1 ? 'is newer and stays' : 'are newer and stay'}.`,
    );
  if (forgotten > 0)
    lines.push(
      `${plural(forgotten, 'chat')} left out: the other store has forgotten ${forgotten === 1 ? 'it' : 'them'} in the last day.`,
    );
  if (damaged > 0)
    lines.push(`${plural(damaged, 'damaged value')} left out. Run enrich to store these chats again.`);
  if (unreadable > 0)
    lines.push(
      `${plural(unreadable, 'chat')} left out: a file of another user, or a fault of the disk or of the service. Look into it, then run copy again.`,
    );
  return lines;
}
