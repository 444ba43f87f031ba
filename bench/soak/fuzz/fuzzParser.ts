import { hostileText } from '../../../test/parsers/hostileText.js';
import { faultOf } from '../../../test/parsers/Parser.js';
import { parsers } from '../../../test/parsers/parsers.js';
import { commit } from '../support/runOfRecord.js';
import type { FuzzRow } from './FuzzRow.js';

/** Cases that run at the same time, of a parser that waits for other calls. */
const AT_ONCE = 2_000;

/** How many faults of a parser are reported. */
const MAX_FAULTS = 3;

/** Runs the cases of one parser. */
export async function fuzzParser(name: string, cases: number): Promise<FuzzRow> {
  const parser = parsers[name];
  if (parser === undefined) throw new RangeError(`There is no parser "${name}".`);
  // Warnings about set-up mistakes, one for each new sentence.
  console.warn = () => {};
  const when = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const row: FuzzRow = {
    name,
    cases,
    when,
    commit: commit(),
    seconds: 0,
    longest: 0,
    heap: 0,
    faults: 0,
    firstFaults: [],
  };
  const report = (seed: number, fault: string | undefined) => {
    if (fault === undefined) return;
    row.faults += 1;
    if (row.firstFaults.length < MAX_FAULTS) row.firstFaults.push(`case ${seed}: ${fault}`);
  };
  const start = process.cpuUsage();
  let slowest = 0;
  for (let from = 0; from < cases; from += AT_ONCE) {
    const seeds = Array.from({ length: Math.min(AT_ONCE, cases - from) }, (_, offset) => from + offset);
    const texts = seeds.map(hostileText);
    row.longest = texts.reduce((longest, { length }) => Math.max(longest, length), row.longest);
    if (parser.waits) {
      const faults = await Promise.all(texts.map((text) => faultOf(parser, text)));
      faults.forEach((fault, offset) => {
        report(from + offset, fault);
      });
    } else {
      for (const [offset, text] of texts.entries()) {
        const before = process.cpuUsage();
        report(from + offset, await faultOf(parser, text));
        const { user, system } = process.cpuUsage(before);
        slowest = Math.max(slowest, user + system);
      }
    }
    // A turn of the event loop. Without one, Node frees no `Request`, and the collection of 2.3 GB took 0.5 s of one case.
    await new Promise(setImmediate);
    row.heap = Math.max(row.heap, Math.round(process.memoryUsage().heapUsed / 1e6));
  }
  const { user, system } = process.cpuUsage(start);
  row.seconds = Math.round((user + system) / 1e6);
  if (!parser.waits) row.slowest = slowest;
  return row;
}
