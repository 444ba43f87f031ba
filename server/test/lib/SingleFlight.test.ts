import { describe, expect, it } from 'vitest';
import { deferred } from '../../../test/support/sources.js';
import { SingleFlight } from '../../src/lib/async/SingleFlight.js';

/** An execution that the test settles, with the signals that it was started with. */
function execution() {
  const signals: AbortSignal[] = [];
  const { promise, resolve, reject } = deferred<string>();
  const execute = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { execute, signals, resolve, reject };
}

describe('SingleFlight', () => {
  it('shares one execution between concurrent calls with the same key', async () => {
    const flights = new SingleFlight<string>();
    const { execute, signals, resolve } = execution();
    const calls = [flights.run('a', execute), flights.run('a', execute, new AbortController().signal)];
    expect(flights.has('a')).toBe(true);
    resolve('picture');
    expect(await Promise.all(calls)).toEqual(['picture', 'picture']);
    expect(signals).toHaveLength(1);
    expect(flights.has('a')).toBe(false);
  });

  it('rejects an aborted caller at once, and leaves the others alone', async () => {
    const flights = new SingleFlight<string>();
    const { execute, signals, resolve } = execution();
    const leaving = new AbortController();
    const first = flights.run('a', execute, leaving.signal);
    const second = flights.run('a', execute, new AbortController().signal);
    leaving.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(signals[0]?.aborted).toBe(false);
    resolve('picture');
    expect(await second).toBe('picture');
  });

  it('aborts the execution when every caller has aborted, and starts a new one for the next', async () => {
    const flights = new SingleFlight<string>();
    const { execute, signals } = execution();
    const leaving = new AbortController();
    const calls = [flights.run('a', execute, leaving.signal), flights.run('a', execute, leaving.signal)];
    leaving.abort();
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(signals[0]?.aborted).toBe(true);
    void flights.run('a', execute);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('never aborts an execution that a caller without a signal waits for', async () => {
    const flights = new SingleFlight<string>();
    const { execute, signals } = execution();
    const leaving = new AbortController();
    void flights.run('a', execute);
    await Promise.allSettled([
      flights.run('a', execute, leaving.signal),
      Promise.resolve().then(() => leaving.abort()),
    ]);
    expect(signals[0]?.aborted).toBe(false);
  });

  it('starts nothing for a caller that has aborted already', async () => {
    const { execute, signals } = execution();
    await expect(new SingleFlight<string>().run('a', execute, AbortSignal.abort())).rejects.toThrow('abort');
    expect(signals).toEqual([]);
  });

  it('does not abort after the execution has settled', async () => {
    const { execute, signals, resolve } = execution();
    const leaving = new AbortController();
    resolve('picture');
    await new SingleFlight<string>().run('a', execute, leaving.signal);
    leaving.abort();
    expect(signals[0]?.aborted).toBe(false);
  });

  it('takes any key', async () => {
    const flights = new SingleFlight<string>();
    for (const key of ['__proto__', 'constructor', '']) {
      expect(flights.has(key)).toBe(false);
      const { execute, resolve } = execution();
      const call = flights.run(key, execute);
      expect(flights.has(key)).toBe(true);
      resolve(key);
      expect(await call).toBe(key);
      expect(flights.has(key)).toBe(false);
    }
  });
});
