/** The time of the emulator's cache, rate limits, session and URL expiries. */
export interface EmulatorClock {
  /** In ms since the epoch. */
  now(): number;
  /** Moves the time forward, in ms. */
  advance(ms: number): void;
  /** Sets the time, in ms since the epoch. It runs on from there. */
  set(ms: number): void;
}

/** A clock with an adjustable offset from `now`. */
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
