// @vitest-environment jsdom
import {
  focusManager,
  keepPreviousData,
  onlineManager,
  type QueryKey,
  type UseBaseQueryOptions,
  useQuery,
} from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import {
  type ChatPicture,
  ChatPictureError,
  chatPictureOptions,
  type PictureSource,
  useChatPicture,
} from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { JOHN } from '../support/chats.js';
import { deferred, picture, type StubSource, stubSource } from '../support/sources.js';
import { A, B, client, HOUR, pass, providers, setUpClient } from './usingChatPicture.js';

setUpClient();

const BOB = '4915112345678@c.us';
const WRONG: ChatPicture = { status: 'available', url: 'https://wrong.test/face.jpg' };

/** TanStack Query sets these itself, or reads them for infinite queries alone. */
type WithoutEffect = 'queryKey' | '_defaulted' | '_optimisticResults' | 'maxPages' | 'subscribed';

/**
 * For each option of TanStack Query, defaults of an application that would break a rule. A version of TanStack Query with a
 * new option does not compile until it has a row.
 */
const HOSTILE: Record<Exclude<keyof UseBaseQueryOptions, WithoutEffect>, object> = {
  _type: { _type: 'infinite', initialPageParam: 0, getNextPageParam: () => 1 },
  behavior: {
    behavior: { onFetch: (context: { fetchFn: unknown }) => (context.fetchFn = async () => WRONG) },
  },
  enabled: { enabled: false },
  gcTime: { gcTime: 0 },
  initialData: { initialData: WRONG },
  initialDataUpdatedAt: { initialData: () => WRONG, initialDataUpdatedAt: () => Date.now() },
  meta: { meta: { picture: WRONG } },
  networkMode: { networkMode: 'always' },
  notifyOnChangeProps: { notifyOnChangeProps: [] },
  persister: { persister: async () => WRONG },
  placeholderData: { placeholderData: keepPreviousData },
  queryFn: { queryFn: async () => WRONG },
  queryHash: { queryHash: 'one' },
  queryKeyHashFn: { queryKeyHashFn: (key: QueryKey) => `app:${key.join('/')}` },
  refetchInterval: { refetchInterval: 100 },
  refetchIntervalInBackground: { refetchInterval: () => 100, refetchIntervalInBackground: true },
  refetchOnMount: { refetchOnMount: 'always' },
  refetchOnReconnect: { refetchOnReconnect: 'always' },
  refetchOnWindowFocus: { refetchOnWindowFocus: 'always' },
  retry: { retry: true },
  retryDelay: { retryDelay: 1 },
  retryOnMount: { retryOnMount: true },
  select: { select: () => WRONG },
  staleTime: { staleTime: 0 },
  structuralSharing: { structuralSharing: (held: unknown) => held ?? WRONG },
  suspense: { suspense: true },
  throwOnError: { throwOnError: true },
};

const rows = Object.entries(HOSTILE);

/** An application sets defaults for all queries, or for the queries with a key prefix. */
const levels = {
  'of the client': (queries: object) => client.setDefaultOptions({ queries }),
  'of a key prefix': (queries: object) => client.setQueryDefaults(['chat-picture'], queries),
};
const setDefaults = Object.entries(levels);

function leave() {
  focusManager.setFocused(false);
  focusManager.setFocused(true);
  onlineManager.setOnline(false);
  onlineManager.setOnline(true);
}

/** The hook and a query of one's own have the same rules. */
const hooks = {
  useChatPicture: () => (chatId: string) => useChatPicture(chatId),
  'useQuery(chatPictureOptions())': (source: PictureSource) => (chatId: string) =>
    useQuery(chatPictureOptions(source, chatId)),
};

describe.each(setDefaults)('defaults %s', (_, setDefault) => {
  describe.each(Object.entries(hooks))('with %s', (_name, hookOf) => {
    const mount = (source: StubSource, chatId = JOHN) =>
      renderHook(({ id }) => hookOf(source)(id), {
        initialProps: { id: chatId },
        wrapper: providers(source),
      });

    it.each(rows)('%s never shows another chat’s picture', async (_option, queries) => {
      setDefault(queries);
      const [john, bob] = [deferred<ChatPicture>(), deferred<ChatPicture>()];
      const source = stubSource((chatId) => (chatId === JOHN ? john : bob).promise);
      const { result, rerender } = mount(source);
      await pass();
      expect(result.current).toMatchObject({ data: undefined, isPending: true });
      john.resolve(picture(A));
      await pass();
      expect(result.current).toMatchObject({ data: picture(A), isPlaceholderData: false });
      rerender({ id: BOB });
      expect(result.current).toMatchObject({ data: undefined, isPending: true });
      bob.resolve(picture(B));
      await pass();
      expect(result.current.data).toEqual(picture(B));
    });

    it.each(rows)('%s sends one request in 24 h, and another one after', async (_option, queries) => {
      setDefault(queries);
      const source = stubSource((_chatId, _refresh, call) => picture(call === 1 ? A : B));
      mount(source);
      await pass(1_000);
      leave();
      await pass(12 * HOUR);
      cleanup();
      await pass(11 * HOUR);
      mount(source);
      leave();
      await pass(1_000);
      expect(source.calls).toHaveLength(1);
      await pass(HOUR);
      cleanup();
      const { result } = mount(source);
      await pass(1_000);
      expect(source.calls).toHaveLength(2);
      expect(result.current.data).toEqual(picture(B));
    });

    it.each(rows)('%s throws no error, and does not retry a final one', async (_option, queries) => {
      setDefault(queries);
      const source = stubSource(() => new ChatPictureError('unauthorized', 'no'));
      const { result } = mount(source);
      await pass(60_000);
      expect(result.current.error).toMatchObject({ code: 'unauthorized' });
      focusManager.setFocused(false);
      focusManager.setFocused(true);
      await pass(1_000);
      cleanup();
      mount(source);
      await pass(1_000);
      expect(source.calls).toHaveLength(1);
    });

    it.each(rows)('%s retries twice, and not before Retry-After', async (_option, queries) => {
      setDefault(queries);
      const source = stubSource(() => new ChatPictureError('rate-limited', 'wait', { retryAfterMs: 20_000 }));
      const { result } = mount(source);
      await pass(19_900);
      expect(source.calls).toHaveLength(1);
      await pass(3 * 60_000);
      expect(source.calls).toHaveLength(3);
      expect(result.current.isError).toBe(true);
    });

    it.each(rows)('%s waits while the browser is offline', async (_option, queries) => {
      setDefault(queries);
      onlineManager.setOnline(false);
      const source = stubSource(() => picture(A));
      const { result } = mount(source);
      await pass(60_000);
      expect(source.calls).toHaveLength(0);
      expect(result.current.isPending).toBe(true);
      onlineManager.setOnline(true);
      await pass();
      expect(result.current.data).toEqual(picture(A));
    });
  });

  it.each(rows)('%s: refresh() updates every avatar of the chat', async (_option, queries) => {
    setDefault(queries);
    const source = stubSource((_chatId, refresh) => picture(refresh ? B : A));
    const use = () => renderHook(() => useChatPicture(JOHN), { wrapper: providers(source) }).result;
    const [one, other] = [use(), use()];
    await pass();
    expect(one.current.data).toEqual(picture(A));
    await act(() => one.current.refresh());
    await pass();
    expect(other.current.data).toEqual(picture(B));
    expect(other.current.canRefresh).toBe(false);
    expect(source.calls).toHaveLength(2);
  });

  it.each(rows)(
    '%s: fetchQuery, ensureQueryData and prefetchQuery share one answer',
    async (_option, queries) => {
      setDefault(queries);
      const source = stubSource(() => picture(A));
      const options = chatPictureOptions(source, JOHN);
      const answers = [client.fetchQuery(options), client.ensureQueryData(options)];
      await client.prefetchQuery(options);
      expect(await Promise.all(answers)).toEqual([picture(A), picture(A)]);
      expect(client.getQueriesData({ queryKey: options.queryKey })).toEqual([[options.queryKey, picture(A)]]);
      await pass(23 * HOUR);
      expect(await client.fetchQuery(options)).toEqual(picture(A));
      expect(source.calls).toHaveLength(1);
    },
  );

  it.each(rows)('%s: prefetchQuery never rejects', async (_option, queries) => {
    setDefault(queries);
    const source = stubSource(() => new ChatPictureError('unauthorized', 'no'));
    const options = chatPictureOptions(source, JOHN);
    await client.prefetchQuery(options);
    await expect(client.fetchQuery(options)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(client.getQueriesData({ queryKey: options.queryKey })).toEqual([[options.queryKey, undefined]]);
  });
});

it('the caller of useChatPicture may still change an option', async () => {
  const source = stubSource(() => picture(A));
  const { result } = renderHook(() => useChatPicture(JOHN, { placeholderData: picture(B) }), {
    wrapper: providers(source),
  });
  expect(result.current).toMatchObject({ data: picture(B), isPlaceholderData: true });
  await pass();
  expect(result.current.data).toEqual(picture(A));
});

it('meta of the application reaches its own cache callbacks', async () => {
  client.setDefaultOptions({ queries: { meta: { team: 'support' } } });
  const source = stubSource(() => picture(A));
  renderHook(() => useChatPicture(JOHN), { wrapper: providers(source) });
  await pass();
  expect(client.getQueryCache().getAll()[0]?.meta).toEqual({ team: 'support' });
});
