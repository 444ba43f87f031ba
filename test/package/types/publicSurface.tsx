// A program that uses the whole public surface, as a user would write it. It is compiled, never run: against the sources
// with the rest of the repository, and against the installed tarball under each way of resolving modules.
import { createServer } from 'node:http';
import { QueryClient, QueryClientProvider, useQueries, useSuspenseQuery } from '@tanstack/react-query';
import {
  CHAT_PICTURE_STALE_TIME,
  ChatAvatar,
  ChatAvatarGroup,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
  chatPictureOptions,
  createGatewaySource,
  getAvatarColors,
  getInitials,
  type PictureSource,
  type RefreshResult,
  useChatPicture,
} from 'chat-avatar';
import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient, isChatId, parseChatId } from 'chat-avatar/wawp';
import {
  createPictureGateway,
  openStore,
  type PictureGateway,
  type StorageAdapter,
  toNodeHandler,
} from 'chat-avatar-server';
import { type EnrichReport, enrichContacts, forgetChat, listStoredFaces } from 'chat-avatar-server/enricher';
import 'chat-avatar/styles.css';

const queryClient = new QueryClient();
const source: PictureSource = createGatewaySource({
  baseUrl: '/api/chat-pictures',
  headers: { 'x-team': 'support' },
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId="201234567890@c.us" name="John Doe" />
        <ChatAvatar
          chatId="201234567890@c.us"
          name="John Doe"
          size={48}
          shape="circle"
          refreshable
          loading="eager"
          alt=""
          badge={<i />}
          className="face"
          style={{ margin: 4 }}
          id="face"
          onClick={(event) => event.currentTarget.focus()}
        />
        <ChatAvatarGroup max={3}>
          <ChatAvatar chatId="120363041234567890@g.us" name="Family" />
          <ChatAvatar chatId="972501234567@c.us" name="" />
        </ChatAvatarGroup>
        <Details chatId="201234567890@c.us" />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
}

function Details({ chatId }: { chatId: string }) {
  const { data, error, refresh, isRefreshing, canRefresh } = useChatPicture(chatId);
  const onRefresh = async () => {
    const { outcome, picture }: RefreshResult = await refresh();
    return outcome === 'kept' ? picture : undefined;
  };
  return (
    <button type="button" disabled={!canRefresh || isRefreshing} onClick={onRefresh}>
      {error ? describeError(error) : data && describePicture(data)}
    </button>
  );
}

function describePicture(picture: ChatPicture): string {
  switch (picture.status) {
    case 'available':
      return [picture.url, picture.srcSet, picture.expiresAt, picture.asOf].join();
    case 'none':
      return picture.reason satisfies 'empty' | 'not-found';
    case 'restricted':
      return 'hidden';
  }
}

function describeError(error: ChatPictureError): string {
  return `${error.code} ${error.status ?? ''} ${error.retryable ? (error.retryAfterMs ?? 0) : 'for good'}`;
}

export function useFaces(chatIds: string[]) {
  useQueries({ queries: chatIds.map((chatId) => chatPictureOptions(source, chatId)) });
  const { data } = useSuspenseQuery(chatPictureOptions(source, '201234567890@c.us'));
  return data satisfies ChatPicture;
}

export async function prefetch() {
  await queryClient.prefetchQuery(chatPictureOptions(source, '201234567890@c.us'));
  const { light, dark } = getAvatarColors('201234567890@c.us');
  return [CHAT_PICTURE_STALE_TIME, getInitials('John Doe'), light.background, dark.foreground];
}

const emulator = createWawpEmulator({ chats: 20, now: () => 0 });
const client = createWawpClient({
  instanceId: 'instance',
  accessToken: 'token',
  baseUrl: 'https://api.wawp.net',
  fetch: (input, init) => emulator.fetch(new Request(input, init)),
  timeoutMs: 10_000,
});

export const gateway: PictureGateway = createPictureGateway({
  source: client,
  storage: './chat-pictures',
  authorize: async (request) => request.headers.has('cookie'),
  basePath: '/api/chat-pictures',
  refreshCooldownMs: 60_000,
  timeoutMs: 20_000,
  now: Date.now,
  onEvent: () => {},
});

export async function onServer(text: string, signal: AbortSignal): Promise<Response> {
  const chatId = isChatId(text) ? text : parseChatId(text);
  const picture = await client.getChatPicture(chatId, { refresh: true, signal });
  const chats = await client.getChatsOverview({ limit: 50, offset: 0 });
  if (chats.length === 0) throw new ChatPictureError('network', describePicture(picture), { status: 502 });
  return gateway.fetch(new Request('https://example.com/api/chat-pictures/pictures'));
}

export const server = createServer(toNodeHandler(gateway));

export async function everyMorning(signal: AbortSignal): Promise<EnrichReport> {
  const storage: StorageAdapter = await openStore('redis://127.0.0.1/2');
  createPictureGateway({ source: client, authorize: () => true, storage });
  const report = await enrichContacts({ source: client, storage, top: 50, signal });
  for await (const { chatId, readImage } of listStoredFaces({ storage: './chat-pictures' })) {
    if ((await readImage()) === undefined) await forgetChat({ storage, chatId });
  }
  await storage.dispose();
  return report;
}
