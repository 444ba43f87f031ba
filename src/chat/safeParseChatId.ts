declare const brand: unique symbol;

/**
 * A validated WhatsApp chat id (JID): `201234567890@c.us`, `120363043968066561@g.us`.
 * `parseChatId` returns one in its canonical spelling.
 */
export type ChatId = string & { readonly [brand]: 'ChatId' };

/**
 * The part before the `@`, for each server. `_1` or `.1` is an agent and `:12` a device: both identify one phone or browser of
 * the same person, and are dropped. Lengths are lenient: ITU numbers have at most 15 digits.
 * `0@c.us` sends WhatsApp's own announcements.
 */
const USER_BY_SERVER = new Map([
  ['c.us', /^(0|[1-9]\d{4,19})(?:[._]\d{1,3})?(?::\d{1,3})?$/],
  ['g.us', /^(\d{5,20}-\d{6,12}|\d{10,25})$/],
  ['lid', /^(\d{5,25})(?:[._]\d{1,3})?(?::\d{1,3})?$/],
  ['newsletter', /^(\d{5,25})$/],
  ['broadcast', /^(status|\d{5,25})$/],
]);

/** Longer than every valid id. Longer texts are rejected without parsing. */
export const MAX_LENGTH = 64;

/** `parseChatId` that returns `undefined` for an invalid id. */
export function safeParseChatId(text: unknown): ChatId | undefined {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
  const at = text.indexOf('@');
  const server = canonicalServer(text.slice(at + 1));
  const user = at < 0 ? undefined : USER_BY_SERVER.get(server)?.exec(text.slice(0, at))?.[1];
  if (user === undefined) return undefined;
  const id = `${user}@${server}` as ChatId;
  // Not a second copy of each id.
  return id === text ? (text as ChatId) : id;
}

/** Whether chat ids may end in `@` and this text, in any spelling. */
export function isChatServer(text: string): boolean {
  return USER_BY_SERVER.has(canonicalServer(text));
}

/** The engine under Wawp uses `s.whatsapp.net`, Wawp `c.us`. One spelling gives one cache entry per person. */
function canonicalServer(text: string): string {
  const server = text.toLowerCase();
  return server === 's.whatsapp.net' ? 'c.us' : server;
}
