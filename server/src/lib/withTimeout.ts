export class TimeoutError extends Error {
  constructor(ms: number) {
    super(`There was no answer within ${ms} ms.`);
  }
}

/** Settles like the promise, or rejects after `ms`. Without `ms` there is no limit. @throws {TimeoutError} */
export function withTimeout<T>(ms: number | undefined, promise: Promise<T>): Promise<T> {
  if (ms === undefined) return promise;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(ms)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
