import { setV8Flag } from '../../shared/setV8Flag.js';

/**
 * How much the heap grows between two full collections. On a machine with much memory V8 lets it grow to four times what is live: with
 * the records of 10,000 stored chats, a gateway had 220 MB after 20,000 requests, and 174 MB with 50 %. In a second comparison it had
 * 138 MB with 30 % and 135 MB with 10 %, which collects more often.
 */
const GROWTH_PERCENT = 30;

/** Lets V8 collect garbage earlier. */
export function collectEarly(execArgv: readonly string[] = process.execArgv): void {
  setV8Flag(`--heap-growing-percent=${GROWTH_PERCENT}`, ['heap-growing-percent'], execArgv);
}
