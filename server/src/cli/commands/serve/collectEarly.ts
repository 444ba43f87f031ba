import { setFlagsFromString } from 'node:v8';

/**
 * How much the heap grows between two full collections. On a machine with much memory V8 lets it grow to four times what is live: with
 * the records of 10,000 stored chats, a gateway had 220 MB after 20,000 requests, and 174 MB with 50 %. In a second comparison it had
 * 138 MB with 30 % and 135 MB with 10 %, which collects more often.
 */
const GROWTH_PERCENT = 30;

/**
 * Lets V8 collect garbage earlier. V8 reads this flag at each full collection, so that it needs no new process. `NODE_OPTIONS` does not
 * accept it; an operator who passes it to `node` keeps their own.
 */
export function collectEarly(execArgv: readonly string[] = process.execArgv): void {
  if (execArgv.some((option) => /^--heap[-_]growing[-_]percent\b/.test(option))) return;
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
}
