import { parseChatId } from 'chat-avatar';
import { expect, it } from 'vitest';
import { chatName } from '../../src/chat-avatar/chatName.js';

it.each([
  ['201234567890@c.us', '+201234567890'],
  // WhatsApp's own announcements come from it.
  ['0@c.us', 'Contact'],
  ['123456789012345@lid', 'Contact'],
  ['120363043968066561@g.us', 'Group'],
])('a chat without a name, %s, is called %s', (chatId, name) => {
  expect(chatName([undefined, '', null], parseChatId(chatId))).toBe(name);
});
