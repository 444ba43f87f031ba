import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { hasSystemCode } from '../../lib/hasSystemCode.js';

let host: string | undefined;

/**
 * Identifies this process to others on the same host, as `<host hash>.<PID>`. PIDs are unique only within one boot and one
 * PID namespace, so both are part of the hash.
 */
export function processId(): string {
  host ??= createHash('sha256')
    .update(JSON.stringify([hostname(), ...linuxIds()]))
    .digest('hex')
    .slice(0, 16);
  return `${host}.${process.pid}`;
}

/** Whether a process of this host has ended. `false` for a process of another host: its state is unknown. */
export function isProcessDead(id: string): boolean {
  const [idHost, pid] = id.split('.');
  if (idHost !== processId().split('.')[0] || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM means that the process runs as another user.
    return hasSystemCode(error, 'ESRCH');
  }
}

/** Whether a process of this host runs. `false` for a process of another host: its state is unknown. */
export function isProcessAlive(id: string): boolean {
  return id.split('.')[0] === processId().split('.')[0] && !isProcessDead(id);
}

/** The boot and the PID namespace; empty on other systems than Linux. */
function linuxIds(): string[] {
  try {
    return [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), readlinkSync('/proc/self/ns/pid')];
  } catch {
    return [];
  }
}
