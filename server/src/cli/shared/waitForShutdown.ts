/** A repeated SIGINT within this time is the same press of Ctrl+C, in ms: the terminal signals the whole process group, and npm passes it on. */
const SAME_PRESS_MS = 1_000;

/**
 * Resolves on SIGINT (Ctrl+C), SIGTERM or SIGHUP (the terminal was closed). Later signals do not interrupt the shutdown, because service
 * managers and wrappers such as npm repeat them, except another Ctrl+C: it ends the process at once.
 */
export function waitForShutdown(): Promise<void> {
  return new Promise((resolve) => {
    let stoppedAt: number | undefined;
    const stop = (signal: NodeJS.Signals) => {
      const now = performance.now();
      stoppedAt ??= now;
      resolve();
      if (signal !== 'SIGINT' || now - stoppedAt < SAME_PRESS_MS) return;
      process.off('SIGINT', stop);
      process.kill(process.pid, 'SIGINT');
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    process.on('SIGHUP', stop);
  });
}
