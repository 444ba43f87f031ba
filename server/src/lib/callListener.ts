const reported = new WeakSet<object>();

/**
 * Calls a listener of the user's and ignores its errors, thrown or rejected, so that a listener cannot break the work that it
 * listens to. The first error of each listener is reported as a process warning, without its message, which may hold a secret.
 */
export function callListener<T>(name: string, listener: ((value: T) => unknown) | undefined, value: T): void {
  if (listener === undefined) return;
  const report = (thrown: unknown) => {
    if (reported.has(listener)) return;
    reported.add(listener);
    const kind = thrown instanceof Error ? thrown.name : typeof thrown;
    process.emitWarning(
      `${name} failed with an error (${kind}), which is ignored. Catch errors in the function that you pass as ${name}.`,
      { code: 'CHAT_AVATAR_LISTENER' },
    );
  };
  callSafely(() => listener(value), report);
}

/** Calls a function of the user's, and passes an error that it throws or rejects with to `report`. Never throws. */
export function callSafely(call: () => unknown, report: (thrown: unknown) => void): void {
  try {
    const result = call();
    if (isThenable(result)) result.then(undefined, report);
  } catch (thrown) {
    report(thrown);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
