import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hostileText } from '../../test/parsers/hostileText.js';
import { faultOf, parsers } from '../../test/parsers/parsers.js';

/** Cases that run at the same time: the gateway's client waits 10 ms for more chats before it sends a batch. */
const AT_ONCE = 2_000;

/** How many faults of a parser are reported. A fault is repeated by its number: case `n` is `hostileText(n)`. */
const MAX_FAULTS = 3;

interface Row {
  name: string;
  cases: number;
  /** CPU time of the process, in seconds. */
  seconds: number;
  /** The largest heap, in MB. */
  heap: number;
  faults: number;
  firstFaults: string[];
}

/** Runs `cases` cases for each parser, each in a process of its own, and writes fuzz.md. Exits with 1 after a fault. */
export async function fuzz(cases: number): Promise<void> {
  const started = new Date();
  const names = Object.keys(parsers);
  const rows: Row[] = [];
  const waiting = names.map((_, index) => index);
  const work = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const row = await inProcess(index, cases);
      rows.push(row);
      console.log(`${row.name}: ${cases} cases, ${row.seconds} s of CPU time, ${row.faults} faults`);
      for (const fault of row.firstFaults) console.log(`  ${fault}`);
    }
  };
  await Promise.all(cpus().map(work));
  rows.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  writeFileSync(join(import.meta.dirname, 'fuzz.md'), report(rows, cases, started));
  if (rows.some(({ faults }) => faults > 0)) process.exitCode = 1;
}

async function inProcess(index: number, cases: number): Promise<Row> {
  const program = join(import.meta.dirname, 'fuzz.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(cases), String(index)]);
  return JSON.parse(stdout);
}

/** Runs the cases of one parser. */
export async function fuzzParser(index: number, cases: number): Promise<Row> {
  const [name, parser] = Object.entries(parsers)[index] ?? [];
  if (name === undefined || parser === undefined) throw new RangeError(`There is no parser ${index}.`);
  // Warnings about set-up mistakes, one for each new sentence.
  console.warn = () => {};
  const row: Row = { name, cases, seconds: 0, heap: 0, faults: 0, firstFaults: [] };
  const start = process.cpuUsage();
  for (let from = 0; from < cases; from += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, cases - from) }, (_, offset) => from + offset);
    const outcomes = await Promise.all(seeds.map((seed) => faultOf(parser, hostileText(seed))));
    outcomes.forEach((fault, offset) => {
      if (fault === undefined) return;
      row.faults += 1;
      if (row.firstFaults.length < MAX_FAULTS) row.firstFaults.push(`case ${from + offset}: ${fault}`);
    });
    row.heap = Math.max(row.heap, Math.round(process.memoryUsage().heapUsed / 1e6));
  }
  const { user, system } = process.cpuUsage(start);
  row.seconds = Math.round((user + system) / 1e6);
  return row;
}

function report(rows: Row[], cases: number, started: Date): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
  const table = rows.map(
    ({ name, cases, faults, seconds, heap }) =>
      `| ${name} | ${cases.toLocaleString('en')} | ${faults} | ${seconds} | ${heap} |`,
  );
  const faults = rows.flatMap(({ name, firstFaults }) => firstFaults.map((fault) => `- ${name}, ${fault}`));
  return `# Fuzzing the parsers

Each parser of \`src/\` reads texts that are meant to break it: prose, JSON and broken JSON of pieces that mean something to one of
the parsers (\`test/parsers/hostileText.ts\`). A fault is anything but a valid result or a \`ChatPictureError\`: another exception, an
unsafe URL, a chat id that is not canonical, a message with a piece of the access token (\`test/parsers/parsers.ts\`).

\`node bench/soak/fuzz.js ${cases}\`, ${started.toISOString().slice(0, 16).replace('T', ' ')} UTC, on ${machine}.

| parser | cases | faults | CPU time, in s | largest heap, in MB |
| --- | ---: | ---: | ---: | ---: |
${[...table, ...(faults.length > 0 ? ['', ...faults] : [])].join('\n')}
`;
}
