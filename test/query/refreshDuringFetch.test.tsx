// @vitest-environment jsdom
import { useSuspenseQuery } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import { type ChatPicture, ChatPictureError, chatPictureOptions } from 'chat-avatar';
import { Suspense } from 'react';
import { describe, expect, it } from 'vitest';
import { JOHN } from '../support/chats.js';
import { deferred, picture, type StubSource, stubSource } from '../support/sources.js';
import { A, B, client, pass, providers, setUpClient, use } from './usingChatPicture.js';

setUpClient();

const slowSource = () => {
  const ordinary = deferred<ChatPicture>();
  const source = stubSource((_chatId, refresh) => (refresh ? picture(B) : ordinary.promise));
  return { source, ordinary };
};

const held = (source: StubSource) => client.getQueryData(chatPictureOptions(source, JOHN).queryKey);

describe('a refresh that is answered while an ordinary request is under way', () => {
  it.each(['an avatar is mounted', 'no avatar is mounted'])('resolves fetchQuery when %s', async (when) => {
    const { source, ordinary } = slowSource();
    const options = chatPictureOptions(source, JOHN);
    const isMounted = when === 'an avatar is mounted';
    const mounted = isMounted ? use(source) : undefined;
    const loaded = [
      client.fetchQuery(options),
      client.ensureQueryData(options),
      client.prefetchQuery(options),
    ];
    const { result } = mounted ?? use(source);
    await pass();
    await act(() => result.current.refresh());
    expect(await Promise.all(loaded)).toEqual([picture(B), picture(B), undefined]);
    ordinary.resolve(picture(A));
    await pass();
    expect(held(source)).toEqual(picture(B));
    expect(result.current).toMatchObject({ data: picture(B), fetchStatus: 'idle' });
    expect(source.asked(JOHN)).toBe(1);
  });

  it('shows a component that suspends', async () => {
    const { source } = slowSource();
    function Picture() {
      const { data } = useSuspenseQuery(chatPictureOptions(source, JOHN));
      return <p>{data.status === 'available' && data.url}</p>;
    }
    const { container } = render(
      <Suspense fallback="…">
        <Picture />
      </Suspense>,
      { wrapper: providers(source) },
    );
    const { result } = use(source);
    await pass();
    expect(container.textContent).toBe('…');
    await act(() => result.current.refresh());
    await pass();
    expect(container.textContent).toBe(B);
  });

  it('leaves the request of another chat alone', async () => {
    const { source, ordinary } = slowSource();
    const other = client.fetchQuery(chatPictureOptions(source, '4915112345678@c.us'));
    const { result } = use(source);
    await pass();
    await act(() => result.current.refresh());
    ordinary.resolve(picture(A));
    expect(await other).toEqual(picture(A));
  });

  it('ignores an ordinary request that fails later', async () => {
    const { source, ordinary } = slowSource();
    const { result } = use(source);
    await pass();
    await act(() => result.current.refresh());
    ordinary.reject(new ChatPictureError('unauthorized', 'no'));
    await pass();
    expect(result.current).toMatchObject({ data: picture(B), isError: false });
  });

  it('stays when the ordinary request is tried again after it', async () => {
    const source = stubSource((_chatId, refresh, call) =>
      call === 1 ? new ChatPictureError('network', 'down') : picture(refresh || call > 2 ? B : A),
    );
    const loaded = client.fetchQuery(chatPictureOptions(source, JOHN));
    const { result } = use(source);
    await pass();
    await act(() => result.current.refresh());
    await pass(2_000);
    expect(await loaded).toEqual(picture(B));
    expect(result.current.data).toEqual(picture(B));
  });
});
