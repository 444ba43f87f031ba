import { quotable } from '../secrecy/quotable.js';
import { visibleText } from './visibleText.js';

/** An HTTP response with its whole body. The parsers take this, not a `Response`. */
export interface WawpAnswer {
  status: number;
  /** From `Retry-After`, in ms. */
  retryAfterMs: number | undefined;
  /** The parsed body; `undefined` when it is not JSON. */
  json: unknown;
  /** The unparsed body. */
  text: string;
  isJson: boolean;
  /** The message of the body, without the token. */
  said: string;
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a value, or `undefined` when the value is not an object. */
export function field(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * A number, or a text with one. `NaN` for any other value: `Number()` reads an empty text as 0, and throws for an object such as
 * `{ "valueOf": 1, "toString": 1 }`.
 */
export function numberIn(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

const MESSAGE_FIELDS = ['message', 'error', 'details', 'code', 'reason', 'title', 'detail', 'description'];
/** The part of a page or a text that is searched for a message. */
const MAX_PAGE_LENGTH = 64 * 1024;

const MESSAGE_HOLDERS = ['error', 'exception', 'data', 'response'];

/**
 * Words of Wawp, safe to quote in an error. The token is removed before URLs are: a token with a slash would otherwise be cut into
 * pieces that the redactor does not recognise.
 */
export function quote(words: string, redact: (text: string) => string): string {
  return quotable(redact(withoutUrls(redact(words.slice(0, 4_000)))));
}

/**
 * The message of a body. Only message fields are read, because the engine also echoes the request, and its path contains
 * "picture" in every error. The token is removed before tags are, as in {@link quote}.
 */
export function messageOf(
  { json, text, isJson }: Pick<WawpAnswer, 'json' | 'text' | 'isJson'>,
  redact: (text: string) => string,
): string {
  if (!isJson) return quote(visibleText(redact(text.slice(0, MAX_PAGE_LENGTH))), redact);
  if (typeof json === 'string') return quote(json, redact);
  const found: string[] = [];
  const collect = (value: unknown) => {
    for (const key of MESSAGE_FIELDS) {
      const words = field(value, key);
      for (const word of Array.isArray(words) ? words : [words]) {
        if (typeof word === 'string') found.push(word);
      }
    }
  };
  collect(json);
  for (const holder of MESSAGE_HOLDERS) collect(field(json, holder));
  return quote([...new Set(found)].join('. '), redact);
}

/** "Cannot GET /v2/chats/picture?instance_id=…" concerns neither the instance nor the picture. */
function withoutUrls(text: string): string {
  return text.replace(/(?:https?:\/)?\/[^\s"'<>]*/g, '');
}

const NUMERIC_STATUS_FIELDS = ['status', 'statusCode', 'code'];
const STATUS_HOLDERS = ['error', 'data', 'exception'];

/** The effective status: HTTP's own, or, under a 2xx, the one inside the body (`{ status: 401 }`, WordPress's `data.status`). */
export function effectiveStatus({ status, json }: Pick<WawpAnswer, 'status' | 'json'>): number {
  if (status >= 400) return status;
  for (const holder of [json, ...STATUS_HOLDERS.map((key) => field(json, key))]) {
    for (const key of NUMERIC_STATUS_FIELDS) {
      const inner = numberIn(field(holder, key));
      if (Number.isInteger(inner) && inner >= 400 && inner <= 599) return inner;
    }
  }
  return status;
}
