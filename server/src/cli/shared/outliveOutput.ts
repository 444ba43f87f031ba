/**
 * Keeps the process alive when its output cannot be written. A reader that has gone (EPIPE) is ignored, so that
 * `chat-avatar-server enrich | head -1` still finishes the run and exits with the right code. A full disk that has the log (ENOSPC) must
 * not end a gateway or a run either: without this, Node ends the process with a stack trace. What stdout has lost is reported once on
 * stderr, and the exit code is 1 in place of 0.
 */
export function outliveOutput(): void {
  process.stderr.on('error', () => undefined);
  let isReported = false;
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || isReported) return;
    isReported = true;
    process.once('exit', () => {
      process.exitCode ||= 1;
    });
    console.error(
      `stdout cannot be written${code === undefined ? '' : ` (${code})`}, so that its lines are lost from now on. If it is a file, check the space on its disk.`,
    );
  });
}
