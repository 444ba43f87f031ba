import { createWawpEmulator } from 'chat-avatar/testing';
import { parseChatId } from 'chat-avatar/wawp';
import { describe, expect, it } from 'vitest';
import { HOUR, START } from './asking.js';

const { chats } = createWawpEmulator({ chats: 2000, now: () => START });
const names = chats.map((chat) => chat.name ?? '');

describe('2,000 conversations', () => {
  it('are the same ones each time', () => {
    expect(createWawpEmulator({ chats: 2000, now: () => START }).chats).toEqual(chats);
    expect(createWawpEmulator({ chats: 3, now: () => START }).chats).toEqual(chats.slice(0, 3));
  });

  it('have ids of their own, in their canonical spelling', () => {
    expect(new Set(chats.map(({ id }) => id)).size).toBe(2000);
    for (const { id } of chats) expect(parseChatId(id)).toBe(id);
  });

  it('come with the latest message first, none of them in the future', () => {
    const times = chats.map((chat) => chat.lastMessage?.timestamp ?? Number.NaN);
    expect(times[0]).toBeLessThan(START);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(START - (times[19] ?? 0)).toBeLessThan(6 * HOUR);
    expect(START - (times.at(-1) ?? 0)).toBeGreaterThan(20 * 24 * HOUR);
  });

  it.each([
    'Latin',
    'Arabic',
    'Hebrew',
    'Han',
    'Hiragana',
    'Hangul',
    'Devanagari',
    'Bengali',
    'Thai',
    'Cyrillic',
    'Greek',
    'Georgian',
  ])('have names in %s', (script) => {
    const letters = new RegExp(`\\p{Script=${script}}`, 'u');
    expect(names.filter((name) => letters.test(name)).length).toBeGreaterThan(5);
  });

  it('have groups, phone numbers, empty names and emoji among them', () => {
    expect(chats.filter(({ id }) => id.endsWith('@g.us')).length).toBeGreaterThan(100);
    expect(names.filter((name) => /^\+\d+$/.test(name)).length).toBeGreaterThan(20);
    expect(names.filter((name) => name === '').length).toBeGreaterThan(5);
    expect(names.filter((name) => /^[\p{Extended_Pictographic}\u200d]+$/u.test(name)).length).toBeGreaterThan(
      3,
    );
    expect(chats.filter(({ unreadCount = 0 }) => unreadCount > 0).length).toBeGreaterThan(10);
  });

  it('write in the script of their names', () => {
    const arabic = chats.filter((chat) => /^\p{Script=Arabic}/u.test(chat.name ?? ''));
    const worded = arabic.filter((chat) => /\p{L}/u.test(chat.lastMessage?.body ?? ''));
    const fitting = worded.filter((chat) =>
      /\p{Script=Arabic}|Photo|Location/u.test(chat.lastMessage?.body ?? ''),
    );
    expect(worded.length).toBeGreaterThan(30);
    expect(fitting).toEqual(worded);
  });

  it('mostly have a picture', () => {
    const pictured = chats.filter(({ scenario }) => scenario === 'picture').length;
    expect(pictured / 2000).toBeGreaterThan(0.75);
    expect(pictured / 2000).toBeLessThan(0.9);
  });
});
