import { createStorage, type Storage } from 'unstorage';
import { watchStorage } from '../../../server/test/support/watchStorage.js';
import { ANNA, BERT, fillStorage, keyOfPicture, runCommand } from '../entries/commands.js';
import { BREATH_MS, COMMANDS, type Command, sentenceOf, withFolder } from '../entries/storeCommands.js';
import type { FaultTable } from '../markdown.js';
import { settle } from '../settle.js';

interface ValueFault {
  name: string;
  change(storage: Storage, key: string): Promise<Storage>;
}

const unreadable =
  (code: string): ValueFault['change'] =>
  async (storage, key) =>
    watchStorage(storage, (call) =>
      call.startsWith('getItem') && call.endsWith(` ${key}`)
        ? Promise.reject(Object.assign(new Error(code), { code }))
        : undefined,
    );

const replacedBy =
  (text: string): ValueFault['change'] =>
  async (storage, key) => {
    await storage.setItem(key, text);
    return storage;
  };

const FAULTS: ValueFault[] = [
  { name: 'of another user (EACCES)', change: unreadable('EACCES') },
  { name: 'in a bad sector (EIO)', change: unreadable('EIO') },
  { name: 'damaged', change: replacedBy('{"v":1,"sta') },
];
const NEWER: ValueFault = { name: 'of a newer version', change: replacedBy('{"v":2}') };
const MISSING: ValueFault = {
  name: 'missing',
  async change(storage, key) {
    await storage.removeItem(key);
    return storage;
  },
};

const VALUES = [
  { value: 'the record of Anna', key: `chats:${ANNA}`, faults: [...FAULTS, NEWER] },
  { value: 'the picture of Anna', key: keyOfPicture(ANNA), faults: [...FAULTS, MISSING] },
  { value: 'the record of Bert', key: `chats:${BERT}`, faults: [...FAULTS, NEWER] },
];

/** The other store of a copy to this one has later answers about the same chats. */
async function cellOf(
  command: Command,
  folder: string,
  { change }: ValueFault,
  key: string,
): Promise<string> {
  const own = await fillStorage(createStorage());
  const other = createStorage();
  if (command.isTarget) await fillStorage(other, Date.now() + 1_000);
  const running = change(own, key).then((store) => runCommand(command.args(folder), { store, other }));
  const result = await settle(running, BREATH_MS);
  const sentence = sentenceOf(result);
  return `exit ${result.exitCode}${sentence === '' ? '' : `: ${sentence}`}`;
}

/** Each command over a store in which one value cannot be used. */
export async function storedValues(): Promise<FaultTable> {
  const commands = COMMANDS.filter(({ title }) => title !== '`doctor`');
  const rows = await withFolder(async (folder) => {
    const filled: string[][] = [];
    for (const { value, key, faults } of VALUES) {
      for (const fault of faults) {
        const cells = [`${value} is ${fault.name}`];
        for (const command of commands) cells.push(await cellOf(command, folder, fault, key));
        filled.push(cells);
      }
    }
    return filled;
  });
  return {
    title: 'The store: one value, and the commands of an operator',
    intro: `One value that cannot be used costs no other chat anything. \`forget\` and \`export\` are for Anna, who has a picture of her own; Bert and Carl
have the same one; of a fourth chat an answer has expired, and one picture belongs to no chat. The other store of a \`copy\` to this one has later answers.`,
    columns: ['failure', ...commands.map(({ title }) => title)],
    rows,
  };
}
