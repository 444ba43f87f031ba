import { vi } from 'vitest';

/** Of the machine: the module is loaded before a test replaces the timers. */
const wait = globalThis.setTimeout;

const STEPS_MS = [...Array(120).fill(250), ...Array(200).fill(30_000)] as number[];

/**
 * Lets fake time pass until the promise is settled: half a minute in small steps, then in large ones. `breathMs` of real time pass before
 * each step, for work on files and modules that loads meanwhile.
 *
 * @throws {Error} after hours of fake time; the error of the promise.
 */
export async function settle<Value>(promise: Promise<Value>, breathMs?: number): Promise<Value> {
  let isSettled = false;
  const done = () => {
    isSettled = true;
  };
  promise.then(done, done);
  for (const step of STEPS_MS) {
    if (isSettled) return promise;
    if (breathMs !== undefined) await new Promise((resolve) => wait(resolve, breathMs));
    await vi.advanceTimersByTimeAsync(step);
  }
  throw new Error('The cells of the matrix are not settled after hours.');
}

/** A wait on the clock of the test. */
export const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
