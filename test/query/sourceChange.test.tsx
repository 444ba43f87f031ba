// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatPictureProvider, type PictureSource, useChatPicture } from 'chat-avatar';
import { memo } from 'react';
import { afterEach, expect, it } from 'vitest';
import { JOHN, MONA } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

const A = 'https://pps.whatsapp.net/v/a.jpg';
const B = 'https://pps.whatsapp.net/v/b.jpg';

afterEach(cleanup);

it('a new source with the same id answers the next requests, and renders nothing again', async () => {
  const client = new QueryClient();
  let renders = 0;
  const Picture = memo(({ chatId }: { chatId: string }) => {
    renders += 1;
    const { data } = useChatPicture(chatId);
    return <p>{data?.status === 'available' ? data.url : 'pending'}</p>;
  });
  const app = (source: PictureSource, chatId: string) => (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <Picture chatId={chatId} />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
  const old = stubSource(() => picture(A));
  const fresh: PictureSource = { ...stubSource(() => picture(B)), id: old.id };
  const { container, rerender } = render(app(old, JOHN));
  await waitFor(() => expect(container.textContent).toBe(A));
  renders = 0;
  rerender(app(fresh, JOHN));
  expect(renders).toBe(0);
  await client.refetchQueries();
  await waitFor(() => expect(container.textContent).toBe(B));
  rerender(app(fresh, MONA));
  await waitFor(() => expect(client.isFetching()).toBe(0));
  expect(container.textContent).toBe(B);
  expect(old.calls).toHaveLength(1);
});
