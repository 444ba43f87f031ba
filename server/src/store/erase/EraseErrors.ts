import { mayBeOfOneValue } from '../storage/StoreError.js';

/** So many errors, and more than values that were erased, blame the store. */
const MAX_ERRORS = 10;

/** Values that the store does not let go, such as a file of another user. One of them keeps no other value in the store. */
export class EraseErrors {
  #first: { error: unknown } | undefined;
  #count = 0;
  #erased = 0;

  get count(): number {
    return this.#count;
  }

  /** Resolves to `undefined` if the value stays. @throws the error, if the store fails as a whole. */
  async try<T>(erasing: Promise<T>): Promise<T | undefined> {
    try {
      const result = await erasing;
      this.#erased += 1;
      return result;
    } catch (error) {
      this.#first ??= { error };
      this.#count += 1;
      const isOfStore = this.#count > MAX_ERRORS && this.#count > this.#erased;
      if (isOfStore || !mayBeOfOneValue(error)) throw error;
      return undefined;
    }
  }

  /** @throws the first error, if nothing was erased, as in a store of which this user may write nothing. */
  throwIfAll(): void {
    if (this.#first && this.#erased === 0) throw this.#first.error;
  }
}

/** A sentence about chats and pictures that stay in the store after a collection. */
export function describeFailed(count: number): string {
  const subject =
    count === 1
      ? '1 chat or picture cannot be erased and stays'
      : `${count} chats and pictures cannot be erased and stay`;
  return `${subject}: of another user, or on a disk or service with faults. Check their owner and the log of the store; the next collection tries again.`;
}
