import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inject } from 'vitest';

/** Runs `chat-avatar-server enrich …` against a Wawp of the test, which serves the pictures too. */
export function startEnrich(wawp: string, ...args: string[]) {
  const options = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses', '--json', ...args];
  const child = spawn(process.execPath, [inject('cli'), 'enrich', ...options], {
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
