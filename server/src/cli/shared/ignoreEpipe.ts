/**
 * Ignores EPIPE, so that `chat-avatar-server enrich | head -1` still finishes the run and exits with the right code. Without
 * this, Node ends the process with a stack trace in the middle of the run.
 */
export function ignoreEpipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
