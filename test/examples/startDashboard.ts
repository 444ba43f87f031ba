import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const START = resolve(import.meta.dirname, '../../examples/agent-dashboard/start.js');

/** `npm start` as a user types it: none of our own credentials, and a free port unless `env` names one. */
export function startDashboard(env: Record<string, string> = {}) {
  const { WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN, WAWP_BASE_URL, ENRICH, ...inherited } = process.env;
  const child = spawn(process.execPath, [START], { env: { ...inherited, PORT: '0', ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);

  const ready = new Promise<string>((fulfil, reject) => {
    child.stdout.on('data', () => {
      // The last address is the dashboard's, and it is whole once its line has ended.
      if (!/Dashboard: \S+\n/.test(output)) return;
      fulfil(output.match(/https?:\/\/\S+/g)?.at(-1) ?? '');
    });
    ended.then((code) => reject(new Error(`It ended with ${code}:\n${output}`)));
  });
  // A caller that awaits `ended` may leave `ready` unhandled.
  ready.catch(() => undefined);

  return {
    ready,
    ended,
    output: () => output,
    stop: (signal: NodeJS.Signals = 'SIGINT') => {
      child.kill(signal);
      return ended;
    },
  };
}
