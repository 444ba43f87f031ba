import { untilAborted } from '../async/untilAborted.js';

/** The bytes that one piece of work holds. */
export interface HeldBytes {
  /** Counts what the work is expected to take until `add` tells what it has brought. Without effect after `release`. */
  reserve(): void;
  /** Without effect after `release`. */
  add(bytes: number): void;
  release(): void;
}

/** A gate of the waiting producers. */
interface Gate {
  promise: Promise<void>;
  open: () => void;
}

/** Work in progress takes so many times what it brings in the end: the text of an answer, what was parsed from it, and its chunks. */
const IN_PROGRESS = 3;

/** How much less than before is expected after work that has brought less. */
const DECAY = 0.9;

/**
 * Backpressure. Counts the bytes that are held until their work is done, and lets the producer wait while they reach the maximum. Work in
 * progress is expected to bring as much as the work before. What is held already is never refused, so the total may exceed the maximum by
 * what the first pieces of work bring.
 */
export class ByteBudget {
  readonly #max: number;
  #held = 0;
  /** The bytes that the next piece of work is expected to bring. */
  #expected = 0;
  /** Opened when there is room again, the urgent one first. */
  #gates: { urgent: Gate; ordinary: Gate } | undefined;

  constructor(max: number) {
    this.#max = max;
  }

  get hasRoom(): boolean {
    return this.#held < this.#max;
  }

  begin(): HeldBytes {
    let own = 0;
    let reserved = 0;
    let isReleased = false;
    const count = (bytes: number, expected: number) => {
      this.#held += bytes - own + expected - reserved;
      own = bytes;
      reserved = expected;
      this.#openGates();
    };
    return {
      reserve: () => {
        if (!isReleased) count(own, this.#expected * IN_PROGRESS);
      },
      add: (bytes) => {
        if (isReleased) return;
        this.#expected = Math.max(bytes, Math.floor(this.#expected * DECAY));
        count(own + bytes, 0);
      },
      release: () => {
        isReleased = true;
        count(0, 0);
      },
    };
  }

  #openGates(): void {
    if (!this.hasRoom) return;
    this.#gates?.urgent.open();
    this.#gates?.ordinary.open();
    this.#gates = undefined;
  }

  /** Resolves when the maximum is not reached, for urgent callers first. @throws the signal's reason. */
  async waitForRoom(signal: AbortSignal, { isUrgent }: { isUrgent: boolean }): Promise<void> {
    while (!this.hasRoom) {
      this.#gates ??= { urgent: createGate(), ordinary: createGate() };
      const gate = isUrgent ? this.#gates.urgent : this.#gates.ordinary;
      await untilAborted(gate.promise, signal);
    }
  }
}

function createGate(): Gate {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
