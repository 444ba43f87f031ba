import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
const isWindows = process.platform === 'win32';

/**
 * Runs one program, in the repository's root unless `cwd` says otherwise, and waits for it.
 *
 * `live` shows its output as it arrives, for long commands; otherwise the output is only collected. A program that cannot
 * be started, or is stopped at its time limit, has failed like any other: this never throws.
 *
 * @param {string} program  Found in `node_modules/.bin` first, then on the PATH.
 * @param {string[]} args
 * @param {{ live?: boolean, timeoutMs?: number, env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runCommand(program, args, { live = false, timeoutMs, env, cwd = root } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      env: {
        ...process.env,
        ...env,
        PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
      },
      shell: isWindows,
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    child.stdout?.on('data', (text) => {
      output += text;
    });
    child.stderr?.on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => done({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => {
      if (signal) output += `${program} was stopped by ${signal}\n`;
      done({ ok: code === 0, output });
    });
  });
}

/** Where a program lies on the PATH, or `undefined`. */
export function findOnPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, isWindows ? `${program}.exe` : program))
    .find((path) => existsSync(path));
}
