/** The outcome of one parser. */
export interface FuzzRow {
  name: string;
  cases: number;
  /** `2026-11-27 18:00 UTC` */
  when: string;
  commit: string;
  /** CPU time of the process, in s. */
  seconds: number;
  /** Length of the longest text, in characters. */
  longest: number;
  /** CPU time of the slowest case, in µs. Not known of parsers that wait for other calls. */
  slowest?: number;
  /** The largest heap, in MB. */
  heap: number;
  faults: number;
  /** The first faults. A fault is repeated by its number: case `n` is `hostileText(n)`. */
  firstFaults: string[];
}
