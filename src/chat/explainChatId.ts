import { isChatServer, MAX_LENGTH, safeParseChatId } from './safeParseChatId.js';

/** Why a text is not a chat id, and which one may be meant. */
export function explainChatId(text: unknown): string {
  if (typeof text !== 'string')
    return `A chat id is a string such as "201234567890@c.us", but got ${describe(text)}.`;
  if (text === '') return 'The chat id is empty. A chat id is, for example, "201234567890@c.us".';
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  if (text.length > MAX_LENGTH) return `${shown} is too long for a chat id (${text.length} characters).`;
  if (text !== text.trim()) return `${shown} has white space around it. Trim it before use.`;
  if (!text.includes('@')) return `${shown} is not a chat id. ${suggest(text)}`;
  const server = text.slice(text.indexOf('@') + 1);
  if (!isChatServer(server)) {
    return `${shown} is not a chat id: it has to end in @c.us (a person), @g.us (a group), @lid or @newsletter.`;
  }
  return `${shown} is not a chat id: the part before the @ does not fit "@${server.toLowerCase()}". A person is digits with the country code and no "+", a group is the id that WhatsApp gave it.`;
}

function suggest(text: string): string {
  const digits = text.replace(/[\s()+.]/g, '');
  if (/^\d+-\d+$/.test(digits) && safeParseChatId(`${digits}@g.us`)) {
    return `It has no suffix: for a group, use "${digits}@g.us".`;
  }
  const phone = digits.replaceAll('-', '');
  if (/^\d{18,}$/.test(phone) && safeParseChatId(`${phone}@g.us`)) {
    return `It has no suffix: for a group, use "${phone}@g.us".`;
  }
  if (safeParseChatId(`${phone}@c.us`)) {
    return `It looks like a bare phone number: use "${phone}@c.us" (country code first).`;
  }
  return 'It has no suffix: a person is "201234567890@c.us", a group "120363043968066561@g.us".';
}

function describe(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}
