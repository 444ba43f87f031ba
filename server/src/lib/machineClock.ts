import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The monotonic clock of the machine, in ms since its start. Unlike `performance.now()`, the same in all processes. */
export function uptime(): number {
  return Math.floor(preciseUptime());
}

/** The same with fractions of a ms. */
export function preciseUptime(): number {
  return Number(process.hrtime.bigint()) / 1_000_000;
}

let clock: string | undefined;

/** Names the clock of `uptime`: that of one machine since its last start. */
export function clockId(): string {
  clock ??= createHash('sha256')
    .update(`clock of ${bootId() ?? hostname()}`)
    .digest('hex')
    .slice(0, 16);
  return clock;
}

/** Containers of one machine share it, and the clock. */
function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return undefined;
  }
}
