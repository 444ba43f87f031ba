export class TimeoutError extends Error {
  constructor(ms: number) {
    super(`There was no answer within ${ms} ms.`);
  }
}

/** The answer, unless it takes longer than `ms`; `undefined` waits for as long as it takes. @throws {TimeoutError} */
export function withTimeout<T>(ms: number | undefined, answer: Promise<T>): Promise<T> {
  if (ms === undefined) return answer;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeoutError(ms)), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
