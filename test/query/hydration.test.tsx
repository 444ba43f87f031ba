// @vitest-environment jsdom
import {
  dehydrate,
  HydrationBoundary,
  hydrate,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query';
import { render } from '@testing-library/react';
import {
  ChatAvatar,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
  chatPictureOptions,
  type PictureSource,
  useChatPicture,
} from 'chat-avatar';
import { type ReactNode, StrictMode, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { deferred, picture, stubSource } from '../support/sources.js';
import { A, client, HOUR, pass, providers, setUpClient, use } from './usingChatPicture.js';

setUpClient();

const chatIds = Array.from({ length: 100 }, (_, index) => `2012345${String(index).padStart(5, '0')}@c.us`);

/** The answers that a server has prefetched, as they come with the page. */
async function prefetch(source: PictureSource) {
  const server = new QueryClient();
  await Promise.all(chatIds.map((chatId) => server.prefetchQuery(chatPictureOptions(source, chatId))));
  const state = JSON.parse(JSON.stringify(dehydrate(server)));
  server.clear();
  return state;
}

interface Given {
  source: PictureSource;
  state: object;
  children: ReactNode;
}

const pages = {
  'HydrationBoundary below the provider': ({ source, state, children }: Given) => (
    <ChatPictureProvider source={source}>
      <HydrationBoundary state={state as never}>{children}</HydrationBoundary>
    </ChatPictureProvider>
  ),
  'HydrationBoundary above the provider': ({ source, state, children }: Given) => (
    <HydrationBoundary state={state as never}>
      <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
    </HydrationBoundary>
  ),
  'hydrate() before the first render': ({ source, state, children }: Given) => {
    useState(() => hydrate(client, state as never));
    return <ChatPictureProvider source={source}>{children}</ChatPictureProvider>;
  },
};

describe.each(Object.entries(pages))('%s', (_, Page) => {
  it.each([false, true])('keeps all answers for 24 h, and no longer (StrictMode: %s)', async (strict) => {
    const source = stubSource(() => picture(A));
    const state = await prefetch(source);
    expect(source.calls).toHaveLength(100);
    const Row = ({ chatId }: { chatId: string }) => <li>{useChatPicture(chatId).data?.status}</li>;
    const page = (shown: string[]) => {
      const tree = (
        <QueryClientProvider client={client}>
          <Page source={source} state={state}>
            {shown.map((chatId) => (
              <Row key={chatId} chatId={chatId} />
            ))}
          </Page>
        </QueryClientProvider>
      );
      return strict ? <StrictMode>{tree}</StrictMode> : tree;
    };
    const { rerender, container } = render(page(chatIds.slice(0, 10)));
    await pass(23 * HOUR);
    rerender(page(chatIds));
    await pass(1_000);
    expect(container.textContent).toBe('available'.repeat(100));
    expect(source.calls).toHaveLength(100);
    rerender(page([]));
    await pass(25 * HOUR);
    expect(client.getQueryCache().getAll()).toHaveLength(0);
  });
});

it('an answer that is on its way when the provider mounts lives for 24 h', async () => {
  const source = stubSource(() => NONE);
  const { queryKey } = chatPictureOptions(source, JOHN);
  const answer = deferred();
  const queryHash = JSON.stringify(queryKey);
  const pending = { ...dehydrate(client), queries: [] as unknown[] };
  const state = {
    data: undefined,
    dataUpdatedAt: 0,
    dataUpdateCount: 0,
    status: 'pending',
    fetchStatus: 'fetching',
  };
  pending.queries.push({ queryKey, queryHash, state, promise: answer.promise, dehydratedAt: Date.now() });
  hydrate(client, pending as never);
  use(source, '4915112345678@c.us');
  await pass(1_000);
  answer.resolve(picture(A));
  await pass(23 * HOUR);
  expect(client.getQueryData(queryKey)).toEqual(picture(A));
});

/** A server that streams has sent its prefetch as a promise (`shouldDehydrateQuery`). React and TanStack Query redact its error. */
describe('a prefetch that has failed on the server, after the page was sent', () => {
  async function open(queries: object) {
    client.setDefaultOptions({ queries });
    const source = stubSource(() => picture(A));
    const answer = deferred<ChatPicture>();
    const server = new QueryClient();
    server.prefetchQuery(chatPictureOptions({ ...source, getChatPicture: () => answer.promise }, JOHN));
    hydrate(client, dehydrate(server, { shouldDehydrateQuery: () => true }));
    const fail = () => answer.reject(new ChatPictureError('unauthorized', 'no'));
    return { source, fail };
  }

  const subjects: Record<string, ReactNode> = {
    'an avatar': <ChatAvatar chatId={JOHN} loading="eager" />,
    'the hook': <Hook />,
  };
  function Hook() {
    return useChatPicture(JOHN).data?.status;
  }

  describe.each(Object.entries(subjects))('%s', (_, subject) => {
    it.each([{}, { retry: false }, { retry: true }])('asks from the browser, with %o', async (queries) => {
      const { source, fail } = await open(queries);
      render(subject, { wrapper: providers(source) });
      await pass(500);
      expect(source.calls).toHaveLength(0);
      fail();
      await pass(2_000);
      expect(source.calls).toHaveLength(1);
      await pass(HOUR);
      expect(source.calls).toHaveLength(1);
    });

    it('asks at once when it mounts after the failure', async () => {
      const { source, fail } = await open({});
      fail();
      await pass(60_000);
      render(subject, { wrapper: providers(source) });
      await pass(1_000);
      expect(source.calls).toHaveLength(1);
    });
  });

  it('asks once from the browser when its own request fails for good', async () => {
    const { source: working, fail } = await open({ retry: false });
    const source = {
      ...working,
      getChatPicture: vi.fn(() => Promise.reject(new ChatPictureError('unauthorized', 'no'))),
    };
    render(subjects['an avatar'], { wrapper: providers(source) });
    fail();
    await pass(60_000);
    expect(source.getChatPicture).toHaveBeenCalledTimes(1);
  });
});

describe('a server with a clock that is ahead', () => {
  it.each([1, 365])('by %i days: its answers are refetched at once', async (days) => {
    const source = stubSource(() => picture(A));
    client.setQueryData(chatPictureOptions(source, JOHN).queryKey, NONE, {
      updatedAt: Date.now() + days * 24 * HOUR,
    });
    const { result } = use(source);
    await pass();
    expect(result.current.data).toEqual(picture(A));
    expect(source.calls).toHaveLength(1);
  });

  it('by a minute: its answers are fresh', async () => {
    const source = stubSource(() => picture(A));
    client.setQueryData(chatPictureOptions(source, JOHN).queryKey, NONE, { updatedAt: Date.now() + 60_000 });
    use(source);
    await pass();
    expect(source.calls).toHaveLength(0);
  });
});
