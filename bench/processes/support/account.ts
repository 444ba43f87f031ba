import { createWawpClient } from 'chat-avatar/wawp';
import { chatIdOf } from './chatIdOf.js';

const json = (value: unknown) => Response.json(value);

/** A client of Wawp whose account has so many chats, each with a picture. It answers at once, without a network. */
export function accountOf(chats: number) {
  return createWawpClient({
    instanceId: 'bench',
    accessToken: 'bench-secret-token',
    baseUrl: 'https://wawp.example',
    fetch: async (input) => {
      const { pathname, searchParams: query } = new URL(input instanceof Request ? input.url : input);
      if (pathname.endsWith('/overview')) return json(overview(chats, query));
      const chatId = query.get('chatId') ?? query.get('contactId');
      return json({ url: `https://pps.whatsapp.net/${chatId}.jpg` });
    },
  });
}

function overview(chats: number, query: URLSearchParams) {
  const offset = Number(query.get('offset') ?? 0);
  const length = Math.max(0, Math.min(Number(query.get('limit') ?? 20), chats - offset));
  return Array.from({ length }, (_, index) => ({
    id: chatIdOf(offset + index),
    name: `Person ${offset + index}`,
    lastMessage: { body: 'Hello', timestamp: 1_790_000_000 - offset - index },
  }));
}
