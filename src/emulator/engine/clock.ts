/** The time that the emulator lives in: its cache, its rate limits, its session and the expiry of its URLs. */
export interface EmulatorClock {
  /** In ms since the epoch. */
  now(): number;
  /** Lets time pass at once. In ms. */
  advance(ms: number): void;
  /** Jumps to a time, in ms since the epoch; from there it runs on. */
  set(ms: number): void;
}

/** A clock that follows `now`, and can be moved against it. */
export function createClock(now: () => number): EmulatorClock & { reset(): void } {
  let offset = 0;
  return {
    now: () => now() + offset,
    advance(ms) {
      offset += ms;
    },
    set(ms) {
      offset = ms - now();
    },
    reset() {
      offset = 0;
    },
  };
}
