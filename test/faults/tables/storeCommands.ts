import { createStorage, type Storage } from 'unstorage';
import { watchStorage } from '../../../server/test/support/watchStorage.js';
import { faultsOf, fillStorage, runCommand } from '../entries/commands.js';
import { BREATH_MS, COMMANDS, type Command, sentenceOf, withFolder } from '../entries/storeCommands.js';
import type { FaultTable } from '../markdown.js';
import { pass, settle } from '../settle.js';

/** Which calls of a storage fail, and how. */
interface StoreFault {
  name: string;
  calls: RegExp;
  fail(): Promise<unknown>;
}

const READS = /^(hasItem|getItem|getItemRaw|getKeys) /;
const WRITES = /^(setItem|setItemRaw|removeItem) /;
/** A store without space still removes values. */
const ADDITIONS = /^(setItem|setItemRaw) /;

const withCode = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
const withMessage =
  (message: string, name = 'Error') =>
  () =>
    Promise.reject(Object.assign(new Error(message), { name }));
const silence = () => new Promise<never>(() => {});

const UNREACHABLE: [name: string, fail: StoreFault['fail']][] = [
  ['connection refused', withCode('ECONNREFUSED')],
  ['no answer', silence],
  ['stale file handle (ESTALE)', withCode('ESTALE')],
  ['Redis is away', withMessage('Reached the max retries per request limit', 'MaxRetriesPerRequestError')],
  ['Redis: wrong password', withMessage('WRONGPASS invalid username-password pair or user is disabled.')],
  ['bucket: 500', withCode('InternalError')],
  ['bucket: 503', withCode('SlowDown')],
  ['bucket: access denied', withCode('AccessDenied')],
  ['bucket: expired temporary key', withCode('ExpiredToken')],
];

const FAULTS: StoreFault[] = [
  ...UNREACHABLE.map(([name, fail]) => ({ name: `reads: ${name}`, calls: READS, fail })),
  ...UNREACHABLE.map(([name, fail]) => ({ name: `writes: ${name}`, calls: WRITES, fail })),
  { name: 'writes: read-only (EROFS)', calls: WRITES, fail: withCode('EROFS') },
  {
    name: 'writes: Redis is a replica',
    calls: WRITES,
    fail: withMessage("READONLY You can't write against a read only replica."),
  },
  { name: 'writes: disk full (ENOSPC)', calls: ADDITIONS, fail: withCode('ENOSPC') },
  {
    name: 'writes: Redis has no memory',
    calls: ADDITIONS,
    fail: withMessage('OOM command not allowed when used memory > maxmemory.'),
  },
  { name: 'each answer takes 4 s', calls: /^/, fail: () => pass(4_000) },
];

/** One command over a store with a fault, then the same command over the healthy store: what fails can be repeated. */
async function run(
  command: Command,
  folder: string,
  withFault: (storage: Storage) => Storage | Promise<Storage>,
): Promise<{ exitCode: number; sentence: string; faults: string[] }> {
  const [own, other] = [createStorage(), createStorage()];
  await fillStorage(command.isTarget ? other : own);
  // A store that exists.
  if (command.isTarget) await own.setItem('settings:last-erasure', { id: 'before' });
  const args = command.args(folder);
  const [name = ''] = args;
  const settled = (store: Storage) => settle(runCommand(args, { store, other }), BREATH_MS);
  const result = await settled(await withFault(own));
  // Of a command that erases: what it must not.
  const lost = command.isTarget ? [] : await faultsOf(own, 'forget').then((found) => found.filter(isLoss));
  const again = result.exitCode === 0 ? result : await settled(own);
  const copied = command.isTarget ? own : other;
  const faults = [
    ...lost,
    ...(await faultsOf(name === 'copy' ? copied : own, name)),
    ...(again.exitCode === 0 ? [] : [`again: exit ${again.exitCode}`]),
  ];
  return { exitCode: result.exitCode, sentence: sentenceOf(result), faults };
}

const isLoss = (fault: string) => fault.startsWith('lost');

const cellOf = (exitCode: number, parts: string[]) => [`exit ${exitCode}`, ...parts].join('; ');

/** Each command over a store that fails. */
export async function storeCommands(): Promise<FaultTable> {
  const rows = await withFolder(async (folder) => {
    const filled: string[][] = [];
    for (const { name, calls, fail } of FAULTS) {
      const withFault = (storage: Storage) =>
        watchStorage(storage, (call) => (calls.test(call) ? fail() : undefined));
      const results = [];
      for (const command of COMMANDS) results.push(await run(command, folder, withFault));
      const sentence = results.find(({ exitCode }) => exitCode !== 0)?.sentence ?? '';
      const cells = results.map((result) => {
        const isOwn = result.exitCode !== 0 && result.sentence !== sentence;
        return cellOf(result.exitCode, [...(isOwn ? [result.sentence] : []), ...result.faults]);
      });
      filled.push([name, sentence, ...cells]);
    }
    return filled;
  });
  return {
    title: 'The store: the commands of an operator',
    intro: `The store has three chats with a picture. An error begins with the option or the variable that names the store, and each of two stores is named by
its side. A command that failed is run once more on the store when it answers again: it then does all of its work, and nothing is lost meanwhile.`,
    columns: ['failure', 'what the operator reads', ...COMMANDS.map(({ title }) => title)],
    rows,
  };
}

/** The command, stopped at its first write, then at its second one, until it is not stopped any more. */
export async function stopAtEachWrite(command: Command, folder: string) {
  const runs: Awaited<ReturnType<typeof run>>[] = [];
  for (let stoppedAt = 1; runs.at(-1)?.exitCode !== 0; stoppedAt += 1) {
    let writes = 0;
    const fail = withCode('ECONNREFUSED');
    const withFault = (storage: Storage) =>
      watchStorage(storage, (call) => {
        if (WRITES.test(call)) writes += 1;
        return writes >= stoppedAt ? fail() : undefined;
      });
    runs.push(await run(command, folder, withFault));
  }
  return runs;
}
