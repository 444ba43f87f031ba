// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { type ChatPicture, ChatPictureError, chatPictureOptions, useChatPicture } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { deferred, picture, type StubSource, stubSource } from '../support/sources.js';
import { A, B, client, HOUR, pass, providers, setUpClient, use } from './usingChatPicture.js';

setUpClient();

const KEY = ['chat-picture'];

/** Each forgets the answers of the former user. */
const logOuts = {
  'queryClient.clear()': () => client.clear(),
  'queryClient.removeQueries()': () => client.removeQueries({ queryKey: KEY }),
  'queryClient.resetQueries()': () => void client.resetQueries({ queryKey: KEY }),
};

/** The first refresh of a process loads its code. */
const refreshIsSent = (source: StubSource) => expect.poll(source.refreshes).toBe(1);

describe.each(Object.entries(logOuts))('%s', (_, logOut) => {
  /** The former user's answers are A and B, the next user's are "no picture". */
  function users() {
    let isNext = false;
    const refreshed = deferred<ChatPicture>();
    const source = stubSource((_chatId, refresh) =>
      isNext ? NONE : refresh ? refreshed.promise : picture(A),
    );
    return { source, refreshed, change: () => (isNext = true) };
  }

  it.each([true, false])(
    'while a chat is refreshed writes no former face (held before: %s)',
    async (held) => {
      const { source, refreshed, change } = users();
      const { result, rerender } = renderHook(() => useChatPicture(JOHN, { enabled: held }), {
        wrapper: providers(source),
      });
      await pass();
      // It resolved with `updated` and the former face.
      const answered = expect(result.current.refresh()).rejects.toMatchObject({ code: 'timeout' });
      await refreshIsSent(source);
      change();
      act(logOut);
      rerender();
      await pass();
      await act(async () => refreshed.resolve(picture(B)));
      await answered;
      await pass();
      expect(JSON.stringify(client.getQueriesData({ queryKey: KEY }))).not.toContain('whatsapp');
      expect(result.current.data?.status).not.toBe('available');
    },
  );

  it('while a fetch is pending writes no picture of the former user', async () => {
    const slow = deferred<ChatPicture>();
    const source = stubSource((_chatId, _refresh, call) => (call === 1 ? slow.promise : NONE));
    const fetching = client.fetchQuery(chatPictureOptions(source, JOHN)).catch(() => undefined);
    await pass();
    logOut();
    slow.resolve(picture(A));
    await pass();
    await fetching;
    expect(client.getQueryData(chatPictureOptions(source, JOHN).queryKey)).toBeUndefined();
  });

  it('lets the next user refresh, without an answer of the former user', async () => {
    const { source, refreshed, change } = users();
    const first = use(source);
    await pass();
    const former = expect(first.result.current.refresh()).rejects.toBeInstanceOf(ChatPictureError);
    await refreshIsSent(source);
    change();
    act(logOut);
    first.unmount();
    await pass(2 * 60_000);
    const { result } = use(source);
    await pass();
    expect(result.current.isRefreshing).toBe(false);
    expect(result.current.canRefresh).toBe(true);
    const next = result.current.refresh();
    refreshed.resolve(picture(B));
    await former;
    expect((await next).picture).toEqual(NONE);
    expect(source.refreshes()).toBe(2);
  });
});

it.each(['queryClient.clear()', 'queryClient.removeQueries()'] as const)(
  '%s ends the cool-down',
  async (name) => {
    const source = stubSource(() => picture(A));
    const { result, unmount } = use(source);
    await pass();
    await act(() => result.current.refresh());
    expect(result.current.canRefresh).toBe(false);
    unmount();
    logOuts[name]();
    const next = use(source);
    await pass();
    expect(next.result.current.canRefresh).toBe(true);
  },
);

it('an entry that is reset keeps its cool-down, because the chat stays on the screen', async () => {
  const source = stubSource(() => picture(A));
  const { result } = use(source);
  await pass();
  await act(() => result.current.refresh());
  await act(() => client.resetQueries({ queryKey: KEY }));
  await expect(result.current.refresh()).resolves.toMatchObject({ outcome: 'throttled' });
  expect(source.refreshes()).toBe(1);
});

it('refreshes of other chats, and queries of the application, go on', async () => {
  const refreshed = deferred<ChatPicture>();
  const source = stubSource((_chatId, refresh) => (refresh ? refreshed.promise : picture(A)));
  const { result } = use(source);
  await pass();
  const refreshing = result.current.refresh();
  await pass();
  // A key that only the application can hash.
  const hash = () => 'orders';
  client.setQueryDefaults(['orders'], { queryKeyHashFn: hash });
  client.setQueryData(['orders', 1n], 'order');
  client.removeQueries({ queryKey: ['orders'] });
  client.removeQueries({ queryKey: ['chat-picture', source.id, '4915112345678@c.us'] });
  refreshed.resolve(picture(B));
  await expect(refreshing).resolves.toMatchObject({ outcome: 'updated' });
  await pass(HOUR);
  expect(result.current.data).toEqual(picture(B));
});

it('a replaced source writes only into its own entries', async () => {
  const refreshed = deferred<ChatPicture>();
  const former = stubSource((_chatId, refresh) => (refresh ? refreshed.promise : picture(A)));
  const next = stubSource(() => NONE);
  const { result, unmount } = use(former);
  await pass();
  const refreshing = result.current.refresh();
  unmount();
  const { result: current } = use(next);
  await pass();
  refreshed.resolve(picture(B));
  await refreshing;
  await pass();
  expect(current.current.data).toEqual(NONE);
  expect(current.current.isRefreshing).toBe(false);
});
