import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

let machine: string | undefined;

/**
 * This process, for others of the same machine to find out whether it still runs. Numbers of processes mean something
 * within one boot of one machine only, and in one container of it.
 */
export function processMark(): string {
  machine ??= createHash('sha256')
    .update(JSON.stringify([hostname(), ...linuxMarks()]))
    .digest('hex')
    .slice(0, 16);
  return `${machine}.${process.pid}`;
}

/** Whether the process of a mark surely runs no more; of another machine's nobody knows. */
export function isGone(mark: string): boolean {
  const [where, pid] = mark.split('.');
  if (where !== processMark().split('.')[0] || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // Whoever may not be signalled lives.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function linuxMarks(): string[] {
  try {
    return [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), readlinkSync('/proc/self/ns/pid')];
  } catch {
    return [];
  }
}
