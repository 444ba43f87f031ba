/** An HTTP answer, read whole: the readers work on this, and never on a `Response`. */
export interface WawpAnswer {
  status: number;
  /** From `Retry-After`, in ms. */
  retryAfterMs: number | undefined;
  /** The parsed body; `undefined` when it is not JSON. */
  json: unknown;
  /** The body as it came. */
  text: string;
  isJson: boolean;
  /** What the body says in words, without the token. */
  said: string;
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of an object that may not be one. */
export function field(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

const MESSAGE_FIELDS = ['message', 'error', 'details', 'code', 'reason', 'title', 'detail', 'description'];
const MESSAGE_HOLDERS = ['error', 'exception', 'data', 'response'];

/**
 * What a body says in words. Only fields that hold messages are read: the engine also echoes the request, and its path
 * says "picture" in every error. The token is taken out first: of one that holds a slash or a bracket, what takes out URLs
 * and tags would leave a piece that nobody knows any more.
 */
export function messageOf(
  { json, text, isJson }: Pick<WawpAnswer, 'json' | 'text' | 'isJson'>,
  redact: (text: string) => string,
): string {
  const clean = (words: string) => redact(withoutUrls(redact(words.slice(0, 4_000))));
  if (!isJson) return clean(stripTags(redact(text.slice(0, 200_000))));
  if (typeof json === 'string') return clean(json);
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
  return clean([...new Set(found)].join('. '));
}

/** "Cannot GET /v2/chats/picture?instance_id=…" says nothing about an instance, and nothing about a picture. */
function withoutUrls(text: string): string {
  return text.replace(/(?:https?:\/)?\/[^\s"'<>]*/g, '');
}

/** What an HTML page says to people: its styles and scripts are full of words like "hidden" and "image". */
function stripTags(text: string): string {
  return text
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(style|script|svg|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const NUMERIC_STATUS_FIELDS = ['status', 'statusCode', 'code'];
const STATUS_HOLDERS = ['error', 'data', 'exception'];

/** The status that counts: HTTP's own, or, under a 2xx, the one inside the body (`{ status: 401 }`, WordPress's `data.status`). */
export function effectiveStatus({ status, json }: Pick<WawpAnswer, 'status' | 'json'>): number {
  if (status >= 400) return status;
  for (const holder of [json, ...STATUS_HOLDERS.map((key) => field(json, key))]) {
    for (const key of NUMERIC_STATUS_FIELDS) {
      const inner = Number(field(holder, key));
      if (Number.isInteger(inner) && inner >= 400 && inner <= 599) return inner;
    }
  }
  return status;
}
