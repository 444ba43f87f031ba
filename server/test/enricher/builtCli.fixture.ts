import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { publicNames } from '../../../build/entries.js';

const root = resolve(import.meta.dirname, '../..');

/**
 * Builds the command line, so that its processes start as fast as a user's. The output is below the root's `node_modules`,
 * where its external packages resolve, in one folder per `name`, because tests run in parallel.
 */
export async function buildCli(name: string): Promise<string> {
  const home = join(root, '../node_modules/.cache/chat-avatar-tests', name);
  const outDir = join(home, 'dist/cli');
  await mkdir(outDir, { recursive: true });
  await copyFile(join(root, 'package.json'), join(home, 'package.json'));
  await build({
    configFile: false,
    logLevel: 'silent',
    root,
    resolve: { alias: publicNames },
    build: {
      ssr: join(root, 'src/cli/main.ts'),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  });
  return join(outDir, 'main.js');
}

/** Runs `chat-avatar-server enrich …` against a Wawp of the test, which serves the pictures too. */
export function startEnrich(program: string, wawp: string, ...args: string[]) {
  const options = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses', '--json', ...args];
  const child = spawn(process.execPath, [program, 'enrich', ...options], {
    env: {
      ...process.env,
      WAWP_INSTANCE_ID: '123456789012',
      WAWP_ACCESS_TOKEN: 'a-secret-token',
      WAWP_BASE_URL: wawp,
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { child, ended };
}
