// The Wawp client, the emulator and a source of one's own. Compiled, never run.
import {
  type ChatPicture,
  type ChatPictureProvider,
  createGatewaySource,
  type PictureSource,
} from 'chat-avatar';
import { createWawpEmulator, type WawpEmulator } from 'chat-avatar/testing';
import { ChatPictureError, createWawpClient, isChatId, parseChatId, type WawpClient } from 'chat-avatar/wawp';

declare const env: Record<string, string | undefined>;

const emulator: WawpEmulator = createWawpEmulator({
  chats: 20,
  now: () => 0,
  instanceId: env.A,
  delayMs: undefined,
});

export const client: WawpClient = createWawpClient({
  instanceId: env.WAWP_INSTANCE_ID,
  accessToken: env.WAWP_ACCESS_TOKEN,
  baseUrl: env.WAWP_BASE_URL,
  auth: undefined,
  fetch: emulator.fetch,
  timeoutMs: undefined,
});

export async function readChat(text: string, signal: AbortSignal | undefined): Promise<ChatPicture> {
  if (!isChatId(text)) throw new ChatPictureError('invalid-chat-id', `${text} is no chat id.`);
  const chats = await client.getChatsOverview({ limit: 50, offset: undefined });
  emulator.setScenario(chats[0]?.chatId ?? text, 'restricted');
  return client.getChatPicture(parseChatId(text), { refresh: undefined, signal });
}

/** A source may know more than the interface asks for. */
export class Directory implements PictureSource {
  readonly id = 'directory';
  constructor(readonly pictures: Map<string, string>) {}
  async getChatPicture(chatId: string): Promise<ChatPicture> {
    const url = this.pictures.get(chatId);
    return url ? { status: 'available', url } : { status: 'none', reason: 'not-found' };
  }
}

/** The sources of both entries fit one provider. */
export const sources: Parameters<typeof ChatPictureProvider>[0]['source'][] = [
  client,
  createGatewaySource({ baseUrl: '/api' }),
  new Directory(new Map()),
];
