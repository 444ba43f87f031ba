import { inspect } from 'node:util';
import { createWawpClient, type WawpClientOptions } from 'chat-avatar/wawp';

export { JOHN } from './chats.js';

/** Long, and with characters that every encoding spells in another way. */
export const TOKEN = 'Sekret+Token/with=odd&"chars"<42>';

/** A client that gets this answer to every request. */
export function clientAnswering(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
  options: Partial<WawpClientOptions> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const fetch = async () => new Response(status === 204 ? null : text, { status, headers });
  return createWawpClient({ instanceId: '123456789012', accessToken: TOKEN, fetch, ...options });
}

/** All text that a thrown value can print. */
export function everythingOf(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause) {
    parts.push(error.message, error.stack ?? '', String(error), JSON.stringify(error));
    parts.push(JSON.stringify(Object.getOwnPropertyDescriptors(error)));
  }
  return [...parts, inspect(thrown, { depth: 20, showHidden: true, getters: true })].join('\n');
}
