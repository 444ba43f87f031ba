import { createStorage } from 'unstorage';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreHealth } from '../../src/cli/commands/serve/StoreHealth.js';
import { pingStorage } from '../../src/store/storage/checkStorage.js';
import { watchStorage } from '../support/watchStorage.js';
import { newServeApp } from './serveApp.fixture.js';

const READS = /^(?:getItem|getItemRaw|hasItem) /;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** `serve` on a store that answers until `hang` is called. */
function serveOnStore() {
  const calls: string[] = [];
  let isHanging = false;
  const storage = watchStorage(createStorage(), (call) => {
    calls.push(call);
    return isHanging ? new Promise(() => {}) : undefined;
  });
  const { ask } = newServeApp(new StoreHealth(() => pingStorage(storage), 'ok'));
  return {
    calls,
    hang: (hangs: boolean) => {
      isHanging = hangs;
    },
    /** The clock stands still meanwhile: an answer that waits for a call or a time-out of the store never comes. */
    readiness: async () => {
      const response = await ask('/readyz');
      return [response.status, await response.json()];
    },
  };
}

describe('/readyz while the store hangs', () => {
  it('answers from the last known state without waiting for the store', async () => {
    const { calls, hang, readiness } = serveOnStore();
    hang(true);
    expect(await readiness()).toEqual([200, { status: 'ready', store: 'ok' }]);
    expect(calls).toEqual([]);

    // The state is no longer current: a check begins, and the answer does not wait for it.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await readiness()).toEqual([200, { status: 'ready', store: 'ok' }]);
    for (let probe = 0; probe < 20; probe += 1) await readiness();
    expect(calls).toHaveLength(1);

    // The check has timed out.
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await readiness()).toEqual([200, { status: 'ready', store: 'down' }]);
  });

  it('has one call of the store in progress at most, notices its recovery, and writes nothing', async () => {
    const { calls, hang, readiness } = serveOnStore();
    hang(true);
    for (let second = 0; second < 60; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await readiness())[0]).toBe(200);
    }
    // Each check takes 2 s, and begins 1 s after the one before.
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.length).toBeLessThanOrEqual(20);

    hang(false);
    await vi.advanceTimersByTimeAsync(5_000);
    await readiness();
    await vi.advanceTimersByTimeAsync(0);
    expect(await readiness()).toEqual([200, { status: 'ready', store: 'ok' }]);
    expect(calls.filter((call) => !READS.test(call))).toEqual([]);
  });
});
