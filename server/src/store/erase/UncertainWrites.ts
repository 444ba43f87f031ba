import { RetryTimer } from '../../lib/async/RetryTimer.js';
import { endOfCall, wasSent } from '../storage/lateCalls.js';
import { isOutage } from '../storage/StoreError.js';

const MAX_WRITES = 1_000;

/** A server may carry out a request that was ended for some time more. In ms. */
const PAUSE = { firstMs: 2_000, longestMs: 60_000 };

/** Undoes a write if its value has no place in the store any more. */
export type Undo = () => Promise<unknown>;

/**
 * Writes that have failed, but may still be carried out: a Redis that hangs executes them after their time limit. If the chat was
 * forgotten meanwhile, they would leave a picture of it until the next garbage collection. Each is looked at when it has ended, and
 * again while the store does not answer.
 */
export class UncertainWrites {
  readonly #undos = new Map<string, Undo>();
  readonly #timer = new RetryTimer({
    pause: PAUSE,
    attempt: () => this.#undoAll(),
    isDone: () => this.#undos.size === 0,
  });

  /** Runs a write to `key`. If it fails, `undo` follows it later. */
  async run<T>(key: string, undo: Undo, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.#add(key, error, undo);
      throw error;
    }
  }

  #add(key: string, error: unknown, undo: Undo): void {
    if (!isOutage(error) || !wasSent(error)) return;
    void endOfCall(error).then(() => {
      if (this.#undos.size >= MAX_WRITES) return;
      this.#undos.set(key, undo);
      this.#timer.start();
    });
  }

  /** Never rejects. */
  async #undoAll(): Promise<void> {
    for (const [key, undo] of this.#undos) {
      this.#undos.delete(key);
      try {
        await undo();
      } catch {
        // The store does not answer. Its other callers report that.
        if (!this.#undos.has(key)) this.#undos.set(key, undo);
        return;
      }
    }
  }
}
