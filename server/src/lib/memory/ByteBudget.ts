import { untilAborted } from '../async/untilAborted.js';

/** The bytes that one piece of work holds. */
export interface HeldBytes {
  /** Without effect after `release`. */
  add(bytes: number): void;
  release(): void;
}

/** A gate of the waiting producers. */
interface Gate {
  promise: Promise<void>;
  open: () => void;
}

/**
 * Backpressure. Counts the bytes that are held until their work is done, and lets the producer wait while they reach the maximum.
 * What is held already is never refused, so the total may exceed the maximum by what the producers have in progress.
 */
export class ByteBudget {
  readonly #max: number;
  #held = 0;
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
    let isReleased = false;
    return {
      add: (bytes) => {
        if (isReleased) return;
        own += bytes;
        this.#held += bytes;
      },
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#held -= own;
        if (!this.hasRoom) return;
        this.#gates?.urgent.open();
        this.#gates?.ordinary.open();
        this.#gates = undefined;
      },
    };
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
