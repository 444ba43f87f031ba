// @vitest-environment jsdom
import { focusManager } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { CHAT_PICTURE_STALE_TIME, type ChatPicture, ChatPictureError, useChatPicture } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { deferred, picture, stubSource } from '../support/sources.js';
import { A, B, client, HOUR, pass, providers, setUpClient, use } from './usingChatPicture.js';

setUpClient();

describe('refresh (rules 4 and 5)', () => {
  it('is sent only by refresh()', async () => {
    const source = stubSource(() => picture(A));
    const { unmount } = use(source);
    await pass(25 * HOUR);
    unmount();
    use(source);
    await pass();
    expect(source.refreshes()).toBe(0);
  });

  it('single flight: many clicks on many avatars send one request', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, refresh) => (refresh ? answer.promise : picture(A)));
    const one = use(source);
    const two = use(source);
    await pass();
    const clicks = [one.result.current.refresh(), one.result.current.refresh(), two.result.current.refresh()];
    await pass();
    expect(one.result.current.isRefreshing).toBe(true);
    expect(two.result.current.isRefreshing).toBe(true);
    expect(two.result.current.canRefresh).toBe(false);
    answer.resolve(picture(B));
    const results = await Promise.all(clicks);
    await pass();
    expect(source.refreshes()).toBe(1);
    expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated']);
    expect(one.result.current.data).toEqual(picture(B));
    expect(two.result.current.data).toEqual(picture(B));
    expect(one.result.current.isRefreshing).toBe(false);
    expect(client.getQueryCache().getAll()).toHaveLength(1);
  });

  it('is throttled within 60 s, for all spellings of the chat, and sent again after', async () => {
    const source = stubSource(() => picture(A));
    const { result } = use(source);
    const other = use(source, '201234567890@s.whatsapp.net');
    await pass();
    await result.current.refresh();
    await pass(59_000);
    expect(other.result.current.canRefresh).toBe(false);
    await expect(other.result.current.refresh()).resolves.toEqual({
      outcome: 'throttled',
      picture: picture(A),
    });
    expect(source.refreshes()).toBe(1);
    await pass(1_100);
    expect(other.result.current.canRefresh).toBe(true);
    await other.result.current.refresh();
    expect(source.refreshes()).toBe(2);
  });

  it('is "unchanged" when only the signature is new, and the cache has the new URL', async () => {
    const signedAnew = picture(A.replace('oh=1', 'oh=2'));
    const source = stubSource((_, refresh) => (refresh ? signedAnew : picture(A)));
    const { result } = use(source);
    await pass();
    await expect(result.current.refresh()).resolves.toEqual({ outcome: 'unchanged', picture: signedAnew });
    await pass();
    expect(result.current.data).toEqual(signedAnew);
  });

  it.each<ChatPicture>([NONE, { status: 'none', reason: 'not-found' }, { status: 'restricted' }])(
    'keeps the picture when the answer is %j, until the next ordinary fetch',
    async (empty) => {
      const source = stubSource((_, __, call) => (call === 1 ? picture(A) : empty));
      const { result } = use(source);
      await pass();
      await expect(result.current.refresh()).resolves.toEqual({ outcome: 'kept', picture: picture(A) });
      await pass(CHAT_PICTURE_STALE_TIME);
      expect(result.current.data).toEqual(picture(A));
      focusManager.setFocused(false);
      focusManager.setFocused(true);
      await pass();
      expect(result.current.data).toEqual(empty);
    },
  );

  it('rejects when it fails, and the cached picture stays', async () => {
    const source = stubSource((_, refresh) =>
      refresh ? new ChatPictureError('rate-limited', 'wait', { retryAfterMs: 120_000 }) : picture(A),
    );
    const { result } = use(source);
    await pass();
    await expect(result.current.refresh()).rejects.toMatchObject({ code: 'rate-limited' });
    await pass(90_000);
    expect(result.current.data).toEqual(picture(A));
    expect(result.current.isError).toBe(false);
    expect(result.current.canRefresh).toBe(false);
    await pass(30_001);
    expect(result.current.canRefresh).toBe(true);
  });

  it('rejects within the cool-down while there is no answer, and sends nothing', async () => {
    const source = stubSource(() => new ChatPictureError('unauthorized', 'no'));
    const { result } = use(source);
    await pass();
    await expect(result.current.refresh()).rejects.toMatchObject({ code: 'unauthorized' });
    await pass(20_000);
    const wait = { code: 'rate-limited', retryable: true, retryAfterMs: 40_000 };
    await expect(result.current.refresh()).rejects.toMatchObject(wait);
    expect(source.refreshes()).toBe(1);
  });

  it('is not overwritten by an ordinary fetch that began before it', async () => {
    const slow = deferred<ChatPicture>();
    const source = stubSource((_, refresh) => (refresh ? picture(B) : slow.promise));
    const { result } = use(source);
    await pass();
    await act(() => result.current.refresh());
    slow.resolve(picture(A));
    await pass();
    expect(result.current.data).toEqual(picture(B));
  });

  it('sends nothing for an invalid chat id, and starts no cool-down', async () => {
    const source = stubSource(() => picture(A));
    const { result } = use(source, '201234567890');
    await pass();
    expect(result.current.canRefresh).toBe(false);
    await expect(result.current.refresh()).rejects.toMatchObject({ code: 'invalid-chat-id' });
    expect(source.calls).toHaveLength(0);
  });
});

it('without a cool-down can be refreshed again at once', async () => {
  const source = stubSource(() => picture(A));
  const { result } = renderHook(() => useChatPicture(JOHN, { refreshCooldownMs: 0 }), {
    wrapper: providers(source),
  });
  await pass();
  await act(() => result.current.refresh());
  expect(result.current.canRefresh).toBe(true);
  await act(() => result.current.refresh());
  expect(source.refreshes()).toBe(2);
});

it('of a broadcast is never refreshed', async () => {
  const source = stubSource(() => picture(A));
  const { result } = use(source, 'status@broadcast');
  await pass();
  await expect(result.current.refresh()).resolves.toEqual({
    outcome: 'unchanged',
    picture: { status: 'none', reason: 'empty' },
  });
  expect(source.calls).toEqual([]);
});
