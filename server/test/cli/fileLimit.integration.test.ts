import { execFile } from 'node:child_process';
import { expect, inject, it } from 'vitest';

const CLI = inject('cli');

/** Runs `serve` with at most so many open files. Without credentials it ends by itself. */
function serveWith(files: number): Promise<string> {
  const command = `ulimit -n ${files}; exec "$0" "$1" serve`;
  const env = { PATH: process.env.PATH, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile('sh', ['-c', command, process.execPath, CLI], { env }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

it('says in a sentence that the limit of open files is too low', async () => {
  const outputs = await Promise.all([24, 28, 32, 40, 48].map(serveWith));
  expect(outputs.filter((output) => /\n\s+at /.test(output))).toEqual([]);
  expect(outputs.join()).toMatch(/may not open as many files .*"ulimit -n 1024" in a shell/);
});
