import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { type ReactElement, StrictMode, Suspense, startTransition, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ANA, BOB } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(cleanup);

const CAT = '201234567892@c.us';

const PICTURES: Record<string, string> = {
  [ANA]: pictureDataUrl('#c00000'),
  [BOB]: pictureDataUrl('#0000c0'),
  [CAT]: pictureDataUrl('#00c000'),
};

const never = new Promise<void>(() => {});

/** Keeps a transition from its commit. */
function Suspended({ isLoading }: { isLoading: boolean }) {
  if (isLoading) throw never;
  return null;
}

it.each<[string, (chatId: string) => ReactElement]>([
  ['an avatar', (chatId) => <ChatAvatar chatId={chatId} name="Name" loading="eager" />],
  [
    'an avatar of parts',
    (chatId) => (
      <ChatAvatar.Root chatId={chatId} name="Name" loading="eager">
        <ChatAvatar.Face>
          <ChatAvatar.Initials />
          <ChatAvatar.Image />
        </ChatAvatar.Face>
      </ChatAvatar.Root>
    ),
  ],
])('%s shows no picture of a chat whose render React has thrown away', async (_, avatarOf) => {
  const source = stubSource((chatId) => picture(PICTURES[chatId] as string));
  const client = new QueryClient();
  for (const [chatId, url] of Object.entries(PICTURES)) {
    client.setQueryData(chatPictureOptions(source, chatId).queryKey, picture(url));
  }
  let open: (chatId: string, isLoading: boolean) => void = () => {};
  function Page() {
    const [{ chatId, isLoading }, set] = useState({ chatId: ANA, isLoading: false });
    open = (chatId, isLoading) => set({ chatId, isLoading });
    return (
      <Suspense>
        {avatarOf(chatId)}
        <Suspended isLoading={isLoading} />
      </Suspense>
    );
  }
  const { container } = render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>
          <Page />
        </ChatPictureProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  const shows = async (chatId: string) => {
    await waitFor(() => expect(container.querySelector('[data-state="picture"]')).not.toBeNull());
    expect([...container.querySelectorAll('img')].map(({ src }) => src)).toEqual([PICTURES[chatId]]);
  };
  await shows(ANA);
  act(() => startTransition(() => open(BOB, true)));
  await shows(ANA);
  act(() => open(CAT, false));
  await shows(CAT);
});
