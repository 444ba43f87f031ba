/**
 * Whoever reads what is printed may have read enough: `| head -1`. What was begun is brought to its end all the same, and
 * the exit code says how it went. Without this, Node ends with a stack in the middle of it.
 */
export function ignoreEpipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
