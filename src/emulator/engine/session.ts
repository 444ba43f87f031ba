import type { EmulatorClock } from './clock.js';

/** Wawp's session life cycle. Only a `WORKING` session reaches WhatsApp. */
export type EmulatorSessionStatus = 'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED';

export interface EmulatorSession {
  readonly status: EmulatorSessionStatus;
  /** Sets `STARTING`, and `WORKING` when `sessionStartMs` have passed on the emulator's clock. */
  start(): void;
  stop(): void;
  set(status: EmulatorSessionStatus): void;
}

export function createSession(clock: EmulatorClock, startMs: number): EmulatorSession & { reset(): void } {
  let status: EmulatorSessionStatus = 'WORKING';
  let startedAt: number | undefined;
  const set = (next: EmulatorSessionStatus) => {
    status = next;
    startedAt = undefined;
  };
  return {
    get status() {
      if (startedAt !== undefined && clock.now() - startedAt >= startMs) set('WORKING');
      return status;
    },
    start() {
      set('STARTING');
      startedAt = clock.now();
    },
    stop: () => set('STOPPED'),
    set,
    reset: () => set('WORKING'),
  };
}
