import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let page: EventTarget;
let retries: typeof import('../../src/avatar/images/imageRetries.js');

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  page = new EventTarget();
  vi.stubGlobal('window', page);
  retries = await import('../../src/avatar/images/imageRetries.js');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** An image that fails each time, and the times of its retries in s. */
function dead() {
  const times: number[] = [];
  const start = Date.now();
  let failures = 0;
  const fail = () => {
    failures += 1;
    retries.retryLater(failures, () => {
      times.push((Date.now() - start) / SECOND);
      fail();
    });
  };
  fail();
  return times;
}

describe('retryLater', () => {
  it('pauses twice as long after each failure, and at most about 10 min', () => {
    const times = dead();
    vi.advanceTimersByTime(2 * 60 * MINUTE);
    const pauses = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(pauses.slice(0, 8)).toEqual([5, 10, 20, 40, 80, 160, 320, 600]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(605);
  });

  it('pauses no longer when the clock of the machine is set back', () => {
    const retry = vi.fn();
    retries.retryLater(1, retry);
    vi.setSystemTime(Date.now() - 24 * 60 * MINUTE);
    vi.advanceTimersByTime(5 * SECOND);
    expect(retry).toHaveBeenCalledOnce();
  });

  it('loads 4 images again in 5 s, although 1,000 have failed', () => {
    const count = vi.fn();
    for (let i = 0; i < 1000; i += 1) retries.retryLater(1, count);
    vi.advanceTimersByTime(5 * SECOND);
    expect(count.mock.calls.length).toBeLessThanOrEqual(4);
    vi.advanceTimersByTime(MINUTE);
    expect(count.mock.calls.length).toBeLessThanOrEqual(4 * 13);
  });

  it('does not try more often when all of 1,000 fail again and again', () => {
    const images = Array.from({ length: 1000 }, dead);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(images.flat().length).toBeLessThanOrEqual(4 * 121);
    // None waits behind the others for good.
    vi.advanceTimersByTime(30 * MINUTE);
    expect(images.every((times) => times.length > 0)).toBe(true);
  });

  it('slow start: loads all again soon after the first one has recovered', () => {
    let loaded = 0;
    for (let i = 0; i < 1000; i += 1) {
      retries.retryLater(1, () => {
        setTimeout(() => {
          loaded += 1;
          retries.imageRecovered();
        }, 50);
      });
    }
    vi.advanceTimersByTime(5 * SECOND);
    expect(loaded).toBe(0);
    vi.advanceTimersByTime(50);
    expect(loaded).toBe(4);
    vi.advanceTimersByTime(SECOND);
    expect(loaded).toBe(1000);
  });

  it('loads again as soon as the browser is online', () => {
    const retry = vi.fn();
    retries.retryLater(6, retry);
    vi.advanceTimersByTime(10 * SECOND);
    expect(retry).not.toHaveBeenCalled();
    page.dispatchEvent(new Event('online'));
    expect(retry).toHaveBeenCalledOnce();
  });

  it('loads no cancelled image, and stops its timer when no image waits', () => {
    const retry = vi.fn();
    const remove = vi.spyOn(page, 'removeEventListener');
    retries.retryLater(1, retry)();
    vi.advanceTimersByTime(MINUTE);
    expect(retry).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    expect(remove).toHaveBeenCalledWith('online', expect.anything());
    retries.retryLater(1, retry);
    vi.advanceTimersByTime(5 * SECOND);
    expect(retry).toHaveBeenCalledOnce();
  });
});
