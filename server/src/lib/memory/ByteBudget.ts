import { untilAborted } from '../async/untilAborted.js';

/** The bytes that one piece of work holds. */
export interface HeldBytes {
  /** Without effect after `release`. */
  add(bytes: number): void;
  release(): void;
}

/**
 * Backpressure. Counts the bytes that are held until their work is done, and lets the producer wait while they reach the maximum.
 * What is held already is never refused, so the total may exceed the maximum by what the producers have in progress.
 */
export class ByteBudget {
  readonly #max: number;
  #held = 0;
  /** Settled when there is room again. */
  #room: { promise: Promise<void>; open: () => void } | undefined;

  constructor(max: number) {
    this.#max = max;
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
        if (this.#held >= this.#max) return;
        this.#room?.open();
        this.#room = undefined;
      },
    };
  }

  /** Resolves when the maximum is not reached. @throws the signal's reason. */
  async waitForRoom(signal: AbortSignal): Promise<void> {
    while (this.#held >= this.#max) {
      this.#room ??= openable();
      await untilAborted(this.#room.promise, signal);
    }
  }
}

function openable() {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
