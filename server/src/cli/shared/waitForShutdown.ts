/** Resolves when the process is asked to stop: Ctrl+C, or a service manager's SIGTERM. A second Ctrl+C ends it at once. */
export function waitForShutdown(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}
