/** The deepest answer known, a wrapped overview with its last messages, has 8 levels. */
const MAX_DEPTH = 64;

export interface ParsedJson {
  /** `undefined` when the text is not JSON. */
  json: unknown;
  isJson: boolean;
}

/**
 * Parses a body. JSON that is nested deeper than 64 levels counts as no JSON: megabytes of brackets would take seconds to parse,
 * and conversions such as `String(value)` would then exceed the stack.
 */
export function parseJson(text: string): ParsedJson {
  if (depthOf(text) > MAX_DEPTH) return { json: undefined, isJson: false };
  try {
    return { json: JSON.parse(text), isJson: true };
  } catch {
    return { json: undefined, isJson: false };
  }
}

/** The deepest nesting of brackets outside strings. Stops beyond the maximum, and looks at each character once. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '[':
      case '{':
        depth += 1;
        deepest = Math.max(deepest, depth);
        break;
      case ']':
      case '}':
        depth -= 1;
    }
  }
  return deepest;
}

/** The position of the quote that ends the string, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at += 1;
  }
  return text.length;
}
