import { ChatPictureError, createWawpClient } from 'chat-avatar/wawp';
import { JOHN } from '../../support/chats.js';
import type { HttpFault } from '../httpFaults.js';

/** A client of Wawp whose requests fail. `fails` decides for each chat. */
export function failingClient(fault: HttpFault, fails: (url: URL) => boolean = () => true) {
  let asked = 0;
  const client = createWawpClient({
    instanceId: '123456789012',
    accessToken: 'a-secret-token',
    individuals: 'chats',
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (!fails(url))
        return Response.json(url.pathname.endsWith('/overview') ? overview(url) : { url: null });
      asked += 1;
      return fault.answer(init?.signal);
    },
  });
  return { client, asked: () => asked };
}

export const CHATS = Array.from({ length: 10 }, (_, index) => `20123456789${index}@c.us`);

function overview({ searchParams }: URL) {
  const offset = Number(searchParams.get('offset') ?? 0);
  return CHATS.map((id, index) => ({
    id,
    lastMessage: { body: 'Hello', timestamp: 1_790_000_000 - index },
  })).slice(offset, offset + Number(searchParams.get('limit') ?? 20));
}

/** `code`, and whether and when a caller may try again. */
export function describeError(error: unknown): string {
  if (!(error instanceof ChatPictureError)) return `threw ${String(error)}`;
  const { code, retryable, retryAfterMs } = error;
  const again = retryAfterMs === undefined ? 'retryable' : `retryable after ${retryAfterMs / 1000} s`;
  return `\`${code}\`${retryable ? `, ${again}` : ''}`;
}

/** What `getChatPicture` or `getChatsOverview` rejects with. */
export async function askClient(fault: HttpFault, call: 'picture' | 'overview'): Promise<string> {
  const { client } = failingClient(fault);
  try {
    const value = await (call === 'picture' ? client.getChatPicture(JOHN) : client.getChatsOverview());
    return `resolves to \`${JSON.stringify(value)}\``;
  } catch (error) {
    return describeError(error);
  }
}
