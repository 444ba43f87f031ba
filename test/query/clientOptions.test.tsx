// @vitest-environment jsdom
import { dehydrate, hydrate, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, chatPictureOptions, type PictureSource } from 'chat-avatar';
import { afterEach, expect, it } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { stubSource } from '../support/sources.js';

afterEach(cleanup);

function mount(client: QueryClient, source: PictureSource) {
  render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={JOHN} name="John Doe" loading="eager" />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
}

it('an exact filter finds the query of a mounted avatar by the queryKeyHashFn of the application', async () => {
  const queryKeyHashFn = (key: readonly unknown[]) => key.join('/');
  const client = new QueryClient({ defaultOptions: { queries: { queryKeyHashFn } } });
  const source = stubSource(() => NONE);
  mount(client, source);
  await waitFor(() => expect(source.calls).toHaveLength(1));
  const { queryKey } = chatPictureOptions(source, JOHN);
  expect(client.getQueryCache().findAll({ queryKey, exact: true })).toHaveLength(1);
});

it('the meta of the application reaches a query that was hydrated', async () => {
  const meta = { from: 'the application' };
  const source = stubSource(() => NONE);
  const server = new QueryClient();
  await server.prefetchQuery(chatPictureOptions(source, JOHN));
  const client = new QueryClient({ defaultOptions: { queries: { meta } } });
  hydrate(client, dehydrate(server));
  mount(client, source);
  await waitFor(() => {
    const [query] = client.getQueryCache().getAll();
    expect(query?.getObserversCount()).toBe(1);
    expect(query?.meta).toEqual(meta);
  });
});
