import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** What a report says about its run: `2026-11-27 18:00 UTC, commit 1234567, 2 × CPU, Node 20.20.0`. */
export function describeRun(started: Date): string {
  const time = started.toISOString().slice(0, 16).replace('T', ' ');
  return `${time} UTC, commit ${commit()}, ${describeMachine()}`;
}

export function describeMachine(): string {
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;
}

/** The commit of the working tree; `+` if a file of the packages differs from it. */
export function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const isChanged = git('status', '--porcelain', '--', 'src', 'server/src') !== '';
  return git('rev-parse', '--short', 'HEAD') + (isChanged ? '+' : '');
}
