import { createWawpEmulator, type EmulatorScenario, type WawpEmulatorOptions } from 'chat-avatar/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';

afterEach(() => vi.restoreAllMocks());

const MISTAKES: [object, RegExp][] = [
  [{ chats: [{ id: JOHN, scenario: 'hiden' }] }, /no scenario "hiden".*hidden/],
  [{ unknownChats: 'nothing' }, /no scenario "nothing"/],
  [{ overviewShape: 'list' }, /overviewShape as "array" or "numeric-keys", not "list"/],
  [{ individuals: 'contact' }, /individuals as "chats" or "contacts", not "contact"/],
  [{ cacheKey: 'none' }, /cacheKey as/],
  [{ sessionInfoMethod: 'PUT' }, /sessionInfoMethod as "either" or "GET" or "POST"/],
  [{ cors: 'true' }, /cors as false or true, not "true"/],
  [{ overviewPictures: 1 }, /overviewPictures as/],
  [{ draw: 'red' }, /draw as a function/],
  [{ now: 5 }, /now as a function/],
];

describe('the emulator', () => {
  it.each(MISTAKES)('refuses %j', (options, words) => {
    expect(() => createWawpEmulator(options as WawpEmulatorOptions)).toThrow(TypeError);
    expect(() => createWawpEmulator(options as WawpEmulatorOptions)).toThrow(words);
  });

  it('refuses a later scenario that it does not have, and keeps the one before', async () => {
    const emulator = createWawpEmulator({ chats: [{ id: JOHN, scenario: 'server-error' }] });
    expect(() => emulator.setScenario(JOHN, 'hiden' as EmulatorScenario)).toThrow(/no scenario "hiden"/);
    const query = new URLSearchParams({ instance_id: '1', access_token: 'token', chatId: JOHN });
    const answer = await emulator.fetch(`https://api.wawp.net/v2/chats/picture?${query}`);
    expect(answer.status).toBe(500);
  });

  it('names an option that it does not have', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    createWawpEmulator({ chat: 5 } as WawpEmulatorOptions);
    const lines = warn.mock.calls.map((call) => call.join(' ')).filter((line) => line.includes('"chat"'));
    expect(lines).toEqual([expect.stringMatching(/createWawpEmulator has no option "chat".*\bchats\b/)]);
  });
});
