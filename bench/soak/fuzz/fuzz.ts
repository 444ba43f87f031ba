import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parsers } from '../../../test/parsers/parsers.js';
import type { FuzzRow } from './FuzzRow.js';
import { fuzzReport } from './fuzzReport.js';

export { fuzzParser } from './fuzzParser.js';

const folder = join(import.meta.dirname, '..');
const results = join(folder, 'fuzz.json');

/** Processes at the same time. */
const PROCESSES = Number(process.env.FUZZ_PROCESSES ?? cpus().length);

/**
 * Runs `cases` cases for each of these parsers, or for all, each in a process of its own, and writes fuzz.md. Exits with 1 after
 * a fault.
 */
export async function fuzz(cases: number, chosen: string[]): Promise<void> {
  const waiting = chosen.length > 0 ? [...chosen] : Object.keys(parsers);
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const row = await inProcess(name, cases);
      write(row);
      console.log(`${row.name}: ${cases} cases, ${row.seconds} s of CPU time, ${row.faults} faults`);
      for (const fault of row.firstFaults) console.log(`  ${fault}`);
      if (row.faults > 0) process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
}

/** Writes the report after each parser, so that a run that is stopped loses none. */
function write(row: FuzzRow): void {
  const known: FuzzRow[] = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
  const rows = Object.keys(parsers).flatMap(
    (name) => (name === row.name ? row : known.find((other) => other.name === name)) ?? [],
  );
  writeFileSync(results, `${JSON.stringify(rows, undefined, 2)}\n`);
  writeFileSync(join(folder, 'fuzz.md'), fuzzReport(rows));
}

async function inProcess(name: string, cases: number): Promise<FuzzRow> {
  const program = join(folder, 'fuzz.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    String(cases),
    '--in-process',
    name,
  ]);
  return JSON.parse(stdout);
}
