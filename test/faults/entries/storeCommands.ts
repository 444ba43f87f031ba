import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANNA, type CommandResult, connectWawp } from './commands.js';

/** Real time before each step of fake time, in ms: commands load modules and write files. */
export const BREATH_MS = 1;

/** A command over the location `store`; `copy` has the location `other` too. */
export interface Command {
  /** The head of its column. */
  title: string;
  args(folder: string): string[];
  /** Whether the other store of the command is the filled one. */
  isTarget?: boolean;
}

export const COMMANDS: Command[] = [
  { title: '`forget`', args: () => ['forget', ANNA, '--store', 'store'] },
  { title: '`prune`', args: () => ['prune', '--store', 'store'] },
  { title: '`faces`', args: () => ['faces', '--store', 'store', '--output', '-'] },
  { title: '`export`', args: (folder) => ['export', ANNA, '--store', 'store', '--output', folder] },
  { title: '`copy` from it', args: () => ['copy', 'store', 'other'] },
  { title: '`copy` to it', args: () => ['copy', 'other', 'store'], isTarget: true },
  { title: '`doctor`', args: () => ['doctor', '--store', 'store'] },
];

/** What a command prints about a store, without the names of its options, keys and files. */
export function sentenceOf({ stdout, stderr }: CommandResult): string {
  const store = stdout.find((line) => /^\S+ +store /.test(line));
  const lines =
    store === undefined ? [...stdout.filter((line) => !line.startsWith('/')), ...stderr] : [store];
  return lines
    .flatMap((line) => line.split('\n').filter((part) => !part.startsWith('  ')))
    .join(' ')
    .replace(/^(?:ok|warning|error) +store +/, '')
    .replace(/^(?:--store|copy: from|copy: to): /, '');
}

/** `fill` may write files to the folder that it gets. */
export async function withFolder<T>(fill: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  connectWawp();
  try {
    return await fill(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
