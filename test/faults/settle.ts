import { vi } from 'vitest';

const STEPS_MS = [...Array(120).fill(250), ...Array(200).fill(30_000)] as number[];

/**
 * Lets fake time pass until the promise is settled: half a minute in small steps, then in large ones.
 *
 * @throws {Error} after hours of fake time; the error of the promise.
 */
export async function settle<Value>(promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const done = () => {
    isSettled = true;
  };
  promise.then(done, done);
  for (const step of STEPS_MS) {
    if (isSettled) return promise;
    await vi.advanceTimersByTimeAsync(step);
  }
  throw new Error('The cells of the matrix are not settled after hours.');
}

/** A wait on the clock of the test. */
export const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
