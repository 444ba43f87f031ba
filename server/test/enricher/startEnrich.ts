import { runCliIn } from '../cli/runCli.js';

/** Runs `chat-avatar-server enrich …` against a Wawp of the test, which serves the pictures too. */
export function startEnrich(wawp: string, ...args: string[]) {
  const variables = {
    WAWP_INSTANCE_ID: '123456789012',
    WAWP_ACCESS_TOKEN: 'a-secret-token',
    WAWP_BASE_URL: wawp,
  };
  const options = ['--image-host', '127.0.0.1', '--dangerously-allow-private-addresses', '--json', ...args];
  return runCliIn(variables, 'enrich', ...options);
}
