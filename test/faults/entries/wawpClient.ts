import { ChatPictureError, createWawpClient, type WawpClient } from 'chat-avatar/wawp';
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

const CALLS = {
  picture: (client: WawpClient) => client.getChatPicture(JOHN),
  overview: (client: WawpClient) => client.getChatsOverview(),
  session: (client: WawpClient) => client.getSessionInfo(),
};

/** What a call rejects with. */
export function askClient(fault: HttpFault, call: keyof typeof CALLS): Promise<string> {
  return describeOutcome(CALLS[call](failingClient(fault).client));
}

/** What `getChatPicture` makes of a second endpoint that fails. The first one answers about an individual without a field for the URL. */
export function askContacts(fault: HttpFault): Promise<string> {
  const client = createWawpClient({
    instanceId: '123456789012',
    accessToken: 'a-secret-token',
    fetch: async (input, init) =>
      String(input).includes('/v2/contacts/') ? fault.answer(init?.signal) : Response.json({ success: true }),
  });
  return describeOutcome(client.getChatPicture(JOHN));
}

async function describeOutcome(asked: Promise<unknown>): Promise<string> {
  try {
    return `resolves to \`${JSON.stringify(await asked)}\``;
  } catch (error) {
    return describeError(error);
  }
}
