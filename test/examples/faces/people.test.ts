import { getAvatarColors } from 'chat-avatar';
import { parseChatId } from 'chat-avatar/wawp';
import { createPeople } from 'chat-avatar-example-faces';
import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { HOUR, START } from '../../emulator/emulator.fixture.js';

const chats = createPeople(2000, START);
const names = chats.map((chat) => chat.name ?? '');

describe('2,000 people of the demo', () => {
  it('are the same each time', () => {
    expect(createPeople(2000, START)).toEqual(chats);
    expect(createPeople(3, START)).toEqual(chats.slice(0, 3));
  });

  it('have unique chat ids in canonical spelling', () => {
    expect(new Set(chats.map(({ id }) => id)).size).toBe(2000);
    for (const { id } of chats) expect(parseChatId(id)).toBe(id);
  });

  it('have phone numbers from the plans of their countries, or those that are reserved for films and books', () => {
    const reserved = /^(?:44770090|3363998|3532091)/;
    const phones = chats.flatMap(({ id }) => /^(\d+)@c\.us$/.exec(id)?.[1] ?? []);
    expect(phones.length).toBeGreaterThan(1000);
    expect(phones.filter((phone) => !reserved.test(phone) && !isValidPhoneNumber(`+${phone}`))).toEqual([]);
  });

  it('have 12 different colours on the first screen', () => {
    const colors = chats.slice(0, 12).map(({ id }) => getAvatarColors(id).light.background);
    expect(new Set(colors).size).toBe(12);
  });

  it('have the latest message first, and no message in the future', () => {
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
