import { ChatPictureError } from '../../src/chat/ChatPictureError.js';
import { TOKEN } from '../support/wawp.js';

/** A function that reads a text from outside. */
export interface Parser<Result = unknown> {
  /** Throws or rejects with an expected error alone. */
  parse(text: string): Result | Promise<Result>;
  /** The reason why a result is wrong, or `undefined`. */
  fault(result: Result, text: string): string | undefined;
  /** Whether an error is an answer to a bad text. @default a `ChatPictureError` with a known code */
  expects?: (error: Error) => boolean;
  /** Whether it knows the token, and keeps it out of errors. */
  knowsToken?: boolean;
  /** Whether it waits for other calls, to send them together. */
  waits?: boolean;
}

export function parser<Result>(
  parse: Parser<Result>['parse'],
  fault: Parser<Result>['fault'] = () => undefined,
): Parser {
  return { parse, fault: (result, text) => fault(result as Result, text) };
}

/** A parser that answers a bad text with one of these errors. */
export function throwing<Result>(
  errors: (abstract new (...args: never[]) => Error)[],
  parse: Parser<Result>['parse'],
  fault?: Parser<Result>['fault'],
): Parser {
  return { ...parser(parse, fault), expects: (error) => errors.some((type) => error instanceof type) };
}

/** Parses one text. Returns the reason why the outcome is wrong, or `undefined`. */
export async function faultOf(parser: Parser, text: string): Promise<string | undefined> {
  try {
    // A parser without waiting gets no turn of the event loop, which would take most of the time of a million cases.
    const result = parser.parse(text);
    return parser.fault(result instanceof Promise ? await result : result, text);
  } catch (error) {
    return faultOfError(error, parser);
  }
}

function faultOfError(error: unknown, parser: Parser): string | undefined {
  if (!isExpected(error, parser)) {
    return `threw ${error instanceof Error ? error.stack?.slice(0, 400) : String(error)}`;
  }
  const { message } = error;
  if (message === '') return 'an error without a message';
  if (message.length > 4000) return `a message of ${message.length} characters`;
  return parser.knowsToken && carriesToken(message) ? `the token in the message: ${message}` : undefined;
}

/** Whether a thrown value is an answer to a bad text. */
export function isExpected(thrown: unknown, { expects = isPictureError }: Parser): thrown is Error {
  return thrown instanceof Error && expects(thrown);
}

function isPictureError(error: Error): boolean {
  return (
    error instanceof ChatPictureError && /^[a-z-]{7,17}$/.test(error.code) && error.message.length <= 700
  );
}

export function carriesToken(text: string): boolean {
  for (let at = 0; at + 8 <= TOKEN.length; at += 1) if (text.includes(TOKEN.slice(at, at + 8))) return true;
  return false;
}

/** The text as JSON, or as it is. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The text as JSON, over a valid value. */
export function over(value: object, text: string): unknown {
  const json = parsed(text);
  return typeof json === 'object' && !Array.isArray(json) ? { ...value, ...json } : json;
}

/** A header holds printable ASCII; `Headers` refuses anything else. */
export function headerOf(text: string): string {
  return text.replace(/[^ -~]/g, '?') || '?';
}
