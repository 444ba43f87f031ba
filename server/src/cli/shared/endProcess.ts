import { setTimeout as delay } from 'node:timers/promises';

/** How long calls in threads may take to return, in ms. A disk that is only slow needs less. */
export const RETURN_MS = 1_000;
const POLL_MS = 20;

/** Calls that occupy a thread of libuv's pool: of the file system, and look-ups of names. */
const IN_THREAD = /^(FSReq|CloseReq|GetAddrInfoReq|GetNameInfoReq)/;

/**
 * Ends the process, with `process.exitCode` unless `code` is given. `process.exit()` waits for the threads of libuv's pool, and a file
 * system that hangs never gives its thread back. The process then ends itself by SIGKILL, which shells and containers report as exit code
 * 137. Close everything first.
 */
export async function endProcess(code?: number): Promise<never> {
  if (code !== undefined) process.exitCode = code;
  const until = performance.now() + RETURN_MS;
  while (isAnyThreadBusy() && performance.now() < until) await delay(POLL_MS);
  if (isAnyThreadBusy()) {
    console.error(
      'The file system of the store, or a look-up of a name, does not return. The process ends by SIGKILL (exit code 137).',
    );
    process.kill(process.pid, 'SIGKILL');
  }
  return process.exit();
}

function isAnyThreadBusy(): boolean {
  return process.getActiveResourcesInfo().some((type) => IN_THREAD.test(type));
}
