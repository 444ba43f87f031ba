import { ChatPictureError } from './ChatPictureError.js';

declare const brand: unique symbol;

/**
 * A validated WhatsApp chat id (JID): `201234567890@c.us`, `120363043968066561@g.us`.
 * {@link parseChatId} returns one in its canonical spelling.
 */
export type ChatId = string & { readonly [brand]: 'ChatId' };

/**
 * The part before the `@`, for each server. `_1` or `.1` is an agent and `:12` a device: both identify one phone or browser of
 * the same person, and are dropped. Lengths are lenient: ITU numbers have at most 15 digits.
 * `0@c.us` sends WhatsApp's own announcements.
 */
const USER_BY_SERVER: Record<string, RegExp> = {
  'c.us': /^(0|[1-9]\d{4,19})(?:[._]\d{1,3})?(?::\d{1,3})?$/,
  'g.us': /^(\d{5,20}-\d{6,12}|\d{10,25})$/,
  lid: /^(\d{5,25})(?:[._]\d{1,3})?(?::\d{1,3})?$/,
  newsletter: /^(\d{5,25})$/,
  broadcast: /^(status|\d{5,25})$/,
};

/** The engine under Wawp uses `s.whatsapp.net`, Wawp `c.us`. One spelling gives one cache entry per person. */
const SERVER_ALIASES: Record<string, string> = { 's.whatsapp.net': 'c.us' };

/** Longer than every valid id. Longer texts are rejected without parsing. */
const MAX_LENGTH = 64;

/** {@link parseChatId} that returns `undefined` for an invalid id. */
export function safeParseChatId(text: unknown): ChatId | undefined {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
  const at = text.indexOf('@');
  if (at < 0) return undefined;
  const spelled = text.slice(at + 1).toLowerCase();
  const server = Object.hasOwn(SERVER_ALIASES, spelled) ? SERVER_ALIASES[spelled] : spelled;
  if (server === undefined || !Object.hasOwn(USER_BY_SERVER, server)) return undefined;
  const user = USER_BY_SERVER[server]?.exec(text.slice(0, at))?.[1];
  return user === undefined ? undefined : (`${user}@${server}` as ChatId);
}

/**
 * Validates a chat id and returns its canonical spelling: device and agent dropped, server in lower case,
 * `s.whatsapp.net` as `c.us`.
 *
 * @throws {ChatPictureError} `invalid-chat-id`, with a hint, for anything else. A bare phone number is not a chat id:
 * Wawp's picture page says that an id without its suffix "will fail to resolve".
 */
export function parseChatId(text: string): ChatId {
  const id = safeParseChatId(text);
  if (id === undefined) throw new ChatPictureError('invalid-chat-id', explain(text));
  return id;
}

/** Whether {@link parseChatId} accepts a text. The text need not be in its canonical spelling. */
export function isChatId(text: unknown): text is ChatId {
  return safeParseChatId(text) !== undefined;
}

/** Whether a canonical id is that of a group. It decides the glyph of a chat without a name. */
export function isGroupChatId(chatId: ChatId): boolean {
  return chatId.endsWith('@g.us');
}

/** Status updates and broadcast lists never have a picture, so no request is needed (WAHA answers them locally too). */
export function isBroadcastChatId(chatId: ChatId): boolean {
  return chatId.endsWith('@broadcast');
}

function explain(text: unknown): string {
  if (typeof text !== 'string')
    return `A chat id is a string such as "201234567890@c.us", but got ${describe(text)}.`;
  if (text === '') return 'The chat id is empty. A chat id is, for example, "201234567890@c.us".';
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  if (text.length > MAX_LENGTH) return `${shown} is too long for a chat id (${text.length} characters).`;
  if (text !== text.trim()) return `${shown} has white space around it. Trim it before use.`;
  if (!text.includes('@')) return `${shown} is not a chat id. ${suggest(text)}`;
  const server = text.slice(text.indexOf('@') + 1).toLowerCase();
  if (!Object.hasOwn(USER_BY_SERVER, server) && !Object.hasOwn(SERVER_ALIASES, server)) {
    return `${shown} is not a chat id: it has to end in @c.us (a person), @g.us (a group), @lid or @newsletter.`;
  }
  return `${shown} is not a chat id: the part before the @ does not fit "@${server}". A person is digits with the country code and no "+", a group is the id that WhatsApp gave it.`;
}

function suggest(text: string): string {
  const digits = text.replace(/[\s()+.]/g, '');
  if (/^\d+-\d+$/.test(digits) && isChatId(`${digits}@g.us`)) {
    return `It has no suffix: for a group, use "${digits}@g.us".`;
  }
  const phone = digits.replaceAll('-', '');
  if (/^\d{18,}$/.test(phone) && isChatId(`${phone}@g.us`)) {
    return `It has no suffix: for a group, use "${phone}@g.us".`;
  }
  if (isChatId(`${phone}@c.us`)) {
    return `It looks like a bare phone number: use "${phone}@c.us" (country code first).`;
  }
  return 'It has no suffix: a person is "201234567890@c.us", a group "120363043968066561@g.us".';
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}
