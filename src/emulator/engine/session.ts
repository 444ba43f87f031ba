import type { AnswerScenario } from '../scenarios/EmulatorScenario.js';
import type { EmulatorClock } from './clock.js';

/** Wawp's session life cycle. Only a `WORKING` session reaches WhatsApp. */
export type EmulatorSessionStatus = 'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED';

export interface EmulatorSession {
  readonly status: EmulatorSessionStatus;
  /** Sets `STARTING`, and `WORKING` when `sessionStartMs` have passed on the emulator's clock. */
  start(): void;
  stop(): void;
  set(status: EmulatorSessionStatus): void;
  /** Answers `/v2/session/info` with this fault until `restore()`. @default 'unavailable' */
  fail(scenario?: AnswerScenario): void;
  /** Undoes `fail()`. */
  restore(): void;
}

/** What the router needs beyond the controls. */
export interface SessionState extends EmulatorSession {
  /** The fault of `fail()`. */
  readonly fault: AnswerScenario | undefined;
  reset(): void;
}

export function createSession(clock: EmulatorClock, startMs: number): SessionState {
  let status: EmulatorSessionStatus = 'WORKING';
  let startedAt: number | undefined;
  let fault: AnswerScenario | undefined;
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
    get fault() {
      return fault;
    },
    fail(scenario = 'unavailable') {
      fault = scenario;
    },
    restore() {
      fault = undefined;
    },
    reset() {
      set('WORKING');
      fault = undefined;
    },
  };
}
