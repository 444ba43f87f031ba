import { isObject } from './isObject.js';
import { shownValue } from './shownValue.js';

/** Checks the options of one function, whose name begins each error. */
export class OptionReader {
  readonly #function: string;

  constructor(nameOfFunction: string) {
    this.#function = nameOfFunction;
  }

  /** Booleans only: `'false'` from an environment variable would be truthy. */
  flag(name: string, value: boolean | undefined): boolean {
    if (value === undefined || typeof value === 'boolean') return value === true;
    return this.#refuse(`${name} is true or false, but is ${JSON.stringify(value)}, a ${typeof value}.`);
  }

  /** Arrays only: iterating over a string would yield its characters. */
  strings(name: string, list: readonly string[]): readonly string[] {
    if (Array.isArray(list) && list.every((entry) => typeof entry === 'string')) return list;
    return this.#refuse(`${name} is an array of strings, but is ${JSON.stringify(list)}.`);
  }

  /** `example` has all properties that the object may have. */
  object<Value extends object>(name: string, value: Value | undefined, example: Value): Value | undefined {
    if (value === undefined || isObject(value)) return value;
    const properties = Object.entries(example).map((property) => property.join(': '));
    return this.#refuse(
      `${name} is an object such as { ${properties.join(', ')} }, but is ${JSON.stringify(value)}.`,
    );
  }

  text(name: string, value: string | undefined, example: string): string | undefined {
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    return this.#refuse(`${name} is a name, such as "${example}".`);
  }

  callable<Callable>(name: string, value: Callable | undefined, what: string): Callable | undefined {
    if (value === undefined || typeof value === 'function') return value;
    return this.#refuse(`${name} is a function ${what}.`);
  }

  clock(now: (() => number) | undefined): () => number {
    return this.callable('now', now, 'that returns the time in ms since the epoch') ?? Date.now;
  }

  bytes(name: string, value: number | undefined): number | undefined {
    if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return value;
    return this.#refuse(`${name} is a number of bytes, but is ${shownValue(value)}.`);
  }

  #refuse(sentence: string): never {
    throw new TypeError(`${this.#function}: ${sentence}`);
  }
}
