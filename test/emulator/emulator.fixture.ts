import { createWawpEmulator, type EmulatorScenario, type WawpEmulatorOptions } from 'chat-avatar/testing';

export const JOHN = '201234567890@c.us';
export const HOUR = 60 * 60 * 1000;
export const START = Date.UTC(2026, 10, 23, 9);

/** An emulator with one chat and a clock that stands still. */
export function emulatorWith(scenario: EmulatorScenario, options: WawpEmulatorOptions = {}) {
  const chats = [{ id: JOHN, name: 'John Doe', scenario }];
  return createWawpEmulator({ chats, now: () => START, ...options });
}

type Emulator = ReturnType<typeof createWawpEmulator>;

/** A call of the API with the query's credentials. */
export function call(
  emulator: Emulator,
  path: string,
  query: Record<string, string> = {},
  init?: RequestInit,
) {
  const url = new URL(path, 'https://api.wawp.net');
  url.search = String(new URLSearchParams({ instance_id: 'one', access_token: 'secret', ...query }));
  return emulator.fetch(url, init);
}

/** Requests the picture of a chat. */
export function ask(emulator: Emulator, chatId = JOHN, query: Record<string, string> = {}) {
  return call(emulator, '/v2/chats/picture', { chatId, ...query });
}

/** The URL of an ordinary answer; `null` for an empty one. */
export async function askUrl(emulator: Emulator, chatId = JOHN, query: Record<string, string> = {}) {
  const response = await ask(emulator, chatId, query);
  const { url }: { url: string | null } = await response.json();
  return url;
}

export const refreshUrl = (emulator: Emulator, chatId = JOHN) =>
  askUrl(emulator, chatId, { refresh: 'true' });
