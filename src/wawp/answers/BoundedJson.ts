const QUOTE = 34;
const BACKSLASH = 92;

/** Longer than every URL and name. Inline pictures are far longer. */
const LONG = 8 * 1024;

/**
 * Collects a JSON text that arrives in parts. When it gets longer than `maxLength` characters, long strings (such as inline pictures) are
 * replaced by empty ones, in the parts so far and in all further ones. Linear.
 */
export class BoundedJson {
  readonly #maxLength: number;
  #text = '';
  #isShortened = false;
  /** The string that has begun, without its quotes. `undefined`: between strings. */
  #string: string | undefined;
  #isEscaped = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** Returns whether the text is within its bound. */
  add(part: string): boolean {
    this.#text += this.#isShortened ? this.#shorten(part) : part;
    if (!this.#isShortened && this.#text.length > this.#maxLength) {
      this.#isShortened = true;
      this.#text = this.#shorten(this.#text);
    }
    return this.#text.length <= this.#maxLength;
  }

  get text(): string {
    return this.#text + (this.#string ?? '');
  }

  #shorten(part: string): string {
    let kept = '';
    let from = 0;
    for (let at = 0; at < part.length; at += 1) {
      const code = part.charCodeAt(at);
      if (this.#string === undefined) {
        if (code !== QUOTE) continue;
        kept += part.slice(from, at + 1);
        from = at + 1;
        this.#string = '';
      } else if (this.#isEscaped) this.#isEscaped = false;
      else if (code === BACKSLASH) this.#isEscaped = true;
      else if (code === QUOTE) {
        const length = this.#string.length + at - from;
        if (length <= LONG) kept += this.#string + part.slice(from, at);
        from = at;
        this.#string = undefined;
      }
    }
    if (this.#string === undefined) return kept + part.slice(from);
    // Of a long string, enough is held to know that it is long.
    this.#string = (this.#string + part.slice(from, from + LONG + 1)).slice(0, LONG + 1);
    return kept;
  }
}
