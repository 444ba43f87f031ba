import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process, in MB. 0 if it has ended. */
export function residentMemory(pid: number): number {
  return kilobytes(`/proc/${pid}/status`, /VmRSS:\s+(\d+)/) / 1000;
}

/** The most that it ever was. */
export function highestMemory(pid: number): number {
  return kilobytes(`/proc/${pid}/status`, /VmHWM:\s+(\d+)/) / 1000;
}

/**
 * The resident memory of a process and its children that no file backs, in MB: what a container cannot take back. The program itself is in
 * memory once, however many processes run it, and the sum of their resident memory would count it for each.
 */
export function anonymousMemory(pid: number): number {
  const processes = [pid, ...childrenOf(pid)];
  return processes.reduce((sum, id) => sum + kilobytes(`/proc/${id}/status`, /RssAnon:\s+(\d+)/) / 1000, 0);
}

export function childrenOf(pid: number): number[] {
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return names.map(Number);
}

function parentOf(pid: string): number {
  // The name of the program, in brackets, may hold spaces.
  return Number(/.*\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1]);
}

function kilobytes(file: string, pattern: RegExp): number {
  return Number(pattern.exec(read(file))?.[1] ?? 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
