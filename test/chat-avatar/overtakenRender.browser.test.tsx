import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatPicture, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { StrictMode, Suspense, startTransition, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ANA, BOB } from '../support/avatars.js';
import { pictureDataUrl } from '../support/images.js';
import { deferred, picture, stubSource } from '../support/sources.js';

afterEach(cleanup);

const never = new Promise<void>(() => {});

/** Keeps a transition from its commit. */
function Suspended({ isLoading }: { isLoading: boolean }) {
  if (isLoading) throw never;
  return null;
}

it('a transition to another chat that urgent renders overtake leaves the request for the chat that is shown alone', async () => {
  const answer = deferred<ChatPicture>();
  const source = stubSource(() => answer.promise);
  let setChat: (chatId: string) => void = () => {};
  let setName: (name: string) => void = () => {};
  function Row() {
    const [chatId, open] = useState(ANA);
    const [name, rename] = useState('Ana');
    setChat = open;
    setName = rename;
    return (
      <>
        <ChatAvatar chatId={chatId} name={name} loading="eager" />
        <Suspended isLoading={chatId === BOB} />
      </>
    );
  }
  const { container } = render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <ChatPictureProvider source={source}>
          <Suspense>
            <Row />
          </Suspense>
        </ChatPictureProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  await waitFor(() => expect(source.asked(ANA)).toBe(1));
  act(() => startTransition(() => setChat(BOB)));
  act(() => setName('Ana Too'));
  act(() => setName('Ana Three'));
  expect(source.asked(ANA)).toBe(1);
  expect(source.calls[0]?.signal?.aborted).toBe(false);
  answer.resolve(picture(pictureDataUrl('#c00000')));
  await waitFor(() => expect(container.querySelector('[data-state="picture"]')).not.toBeNull());
  expect(source.asked(ANA)).toBe(1);
});
