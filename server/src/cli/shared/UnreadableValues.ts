import { mayBeOfOneValue } from '../../store/storage/StoreError.js';

/** So many errors, and more than values that were read, blame the store. */
const MAX_ERRORS = 10;

/** In place of a value that cannot be read. */
export const UNREADABLE = Symbol('unreadable');

/** Counts values that a store does not return, such as a file of another user or in a bad sector. One of them costs no other value. */
export class UnreadableValues {
  #errors = 0;
  #values = 0;

  /** @throws the error, if the store fails as a whole. */
  async read<T>(reading: Promise<T>): Promise<T | typeof UNREADABLE> {
    try {
      const value = await reading;
      this.#values += 1;
      return value;
    } catch (error) {
      if (!mayBeOfOneValue(error)) throw error;
      this.#errors += 1;
      if (this.#errors > MAX_ERRORS && this.#errors > this.#values) throw error;
      return UNREADABLE;
    }
  }
}
