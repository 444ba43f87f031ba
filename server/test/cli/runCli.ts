import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { inject } from 'vitest';

const CLI = inject('cli');

export interface CliRun {
  process: ChildProcess;
  /** The output so far. */
  output(): string;
  /** Resolves to the first match on stdout. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code and the whole output. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Runs `chat-avatar-server …` in a child process. */
export function runCli(...args: string[]): CliRun {
  return runCliIn({}, ...args);
}

/** The same with further variables in its environment. */
export function runCliIn(variables: Record<string, string>, ...args: string[]): CliRun {
  return runCliInto([], variables, ...args);
}

/** The same with stdin, stdout and stderr in place of pipes. */
export function runCliInto(
  stdio: StdioOptions,
  variables: Record<string, string>,
  ...args: string[]
): CliRun {
  const child: ChildProcess = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, NO_COLOR: '1', ...variables },
    stdio,
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return {
    process: child,
    output: () => stdout + stderr,
    ended,
    printed: (pattern) =>
      new Promise((fulfil, reject) => {
        const look = () => {
          const match = pattern.exec(stdout);
          if (match) fulfil(match);
        };
        child.stdout?.on('data', look);
        look();
        ended.then(() =>
          reject(new Error(`The process ended before it printed ${pattern}:\n${stdout}${stderr}`)),
        );
      }),
  };
}
