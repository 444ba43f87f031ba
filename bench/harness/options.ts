import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** The parts to run; all of them by default. */
  parts?: string[];
  /** The columns to run, beside the floors and chat-avatar; all of them by default. */
  only?: string[];
  rounds: number;
  /** One round of everything, and small servers: to see that the bench works. Its numbers mean nothing. */
  quick: boolean;
  /** Servers with as many chats and requests as the targets name: an hour more. */
  full: boolean;
  /** Tarballs to measure in place of the working tree: of chat-avatar and, for the servers, of chat-avatar-server. */
  tarballs: string[];
  /** Writes the page of pictures beside the peers, and measures nothing. */
  page: boolean;
  /** The folder that the report is written to. */
  out?: string;
}

const list = (text?: string) => text?.split(',').filter(Boolean);

export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      parts: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      tarball: { type: 'string', multiple: true, default: [] },
      page: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 7));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`--rounds takes a whole number from 1, not "${values.rounds}".`);
  }
  return {
    parts: list(values.parts),
    only: list(values.only),
    rounds,
    quick: values.quick,
    full: values.full,
    tarballs: values.tarball,
    page: values.page,
    out: values.out,
  };
}
