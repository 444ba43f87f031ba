// @vitest-environment jsdom
import { focusManager, onlineManager } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { ChatPictureError, type ChatPictureErrorCode, useChatPicture } from 'chat-avatar';
import { describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';
import { A, pass, providers, setUpClient, use } from './usingChatPicture.js';

setUpClient();

/** A source that fails until it is mended. */
function failing(code: ChatPictureErrorCode, options: { retryAfterMs?: number } = {}) {
  let isDown = true;
  const source = stubSource(() => (isDown ? new ChatPictureError(code, 'no', options) : picture(A)));
  return { source, mend: () => (isDown = false) };
}

async function reconnect() {
  act(() => onlineManager.setOnline(false));
  await pass(1_000);
  act(() => onlineManager.setOnline(true));
  await pass();
}

/** A lazy avatar is enabled when it comes near the viewport. */
const mountLazily = (source: ReturnType<typeof stubSource>) =>
  renderHook(({ near }) => useChatPicture(JOHN, { enabled: near }), {
    initialProps: { near: false },
    wrapper: providers(source),
  });

/** Retries of a retryable error end within this time, in ms. */
const RETRIED = 5_000;

describe('a reconnect', () => {
  // `headers()` that cannot renew a token fails with another code than `network`.
  it.each(['network', 'timeout', 'server-error', 'unauthorized', 'session-not-ready'] as const)(
    'asks again for an avatar that was mounted within the pause after %s',
    async (code) => {
      const { source, mend } = failing(code);
      use(source).unmount();
      const first = use(source);
      await pass(RETRIED);
      first.unmount();
      const { result } = use(source);
      const lazy = mountLazily(source);
      lazy.rerender({ near: true });
      await pass(1_000);
      const before = source.calls.length;
      mend();
      await reconnect();
      expect(result.current.data).toEqual(picture(A));
      expect(lazy.result.current.data).toEqual(picture(A));
      expect(source.calls).toHaveLength(before + 1);
    },
  );

  it.each(['network', 'unauthorized'] as const)(
    'refetches a query that failed with %s while mounted',
    async (code) => {
      const { source, mend } = failing(code);
      const { result } = use(source);
      await pass(RETRIED);
      mend();
      await reconnect();
      expect(result.current.data).toEqual(picture(A));
    },
  );

  it('refetches no avatar that is far from the viewport', async () => {
    const { source } = failing('unauthorized');
    const first = use(source);
    await pass();
    first.unmount();
    mountLazily(source);
    await reconnect();
    expect(source.calls).toHaveLength(1);
  });

  it('does not refetch before Retry-After', async () => {
    const { source, mend } = failing('rate-limited', { retryAfterMs: 60_000 });
    const first = use(source);
    await pass(125_000);
    first.unmount();
    const { result } = use(source);
    await pass(1_000);
    const before = source.calls.length;
    mend();
    await reconnect();
    expect(source.calls).toHaveLength(before);
    await pass(60_000);
    expect(result.current.data).toEqual(picture(A));
  });

  it('sends nothing for an invalid chat id', async () => {
    const source = stubSource(() => picture(A));
    const { result } = use(source, '12345');
    await pass();
    await reconnect();
    expect(result.current.error?.code).toBe('invalid-chat-id');
    expect(source.calls).toHaveLength(0);
  });

  it('continues a first request that waited for it', async () => {
    const source = stubSource(() => picture(A));
    act(() => onlineManager.setOnline(false));
    const { result } = use(source);
    await pass(60_000);
    expect(result.current).toMatchObject({ isPending: true, fetchStatus: 'paused' });
    act(() => onlineManager.setOnline(true));
    await pass();
    expect(result.current.data).toEqual(picture(A));
  });
});

describe('an avatar that is mounted within the pause after an error', () => {
  async function mountInPause(code: ChatPictureErrorCode) {
    const { source, mend } = failing(code);
    const first = use(source);
    await pass(RETRIED);
    first.unmount();
    const asked = source.calls.length;
    const mounted = [mountLazily(source), mountLazily(source)] as const;
    for (const { rerender } of mounted) rerender({ near: true });
    return { source, mend, asked, mounted };
  }

  it.each<[ChatPictureErrorCode, number]>([
    ['server-error', 30_000],
    ['unauthorized', 300_000],
  ])('refetches once when the pause after %s is over', async (code, pause) => {
    const { source, mend, asked, mounted } = await mountInPause(code);
    await pass(pause - RETRIED - 1_000);
    expect(source.calls).toHaveLength(asked);
    mend();
    await pass(5_000);
    expect(source.calls).toHaveLength(asked + 1);
    for (const { result } of mounted) expect(result.current.data).toEqual(picture(A));
  });

  it('does not refetch again when that fails', async () => {
    const { source, asked } = await mountInPause('unauthorized');
    await pass(3_600_000);
    expect(source.calls).toHaveLength(asked + 1);
  });

  it('in a page in the background waits for the focus', async () => {
    const { source, mend, asked, mounted } = await mountInPause('unauthorized');
    act(() => focusManager.setFocused(false));
    await pass(600_000);
    expect(source.calls).toHaveLength(asked);
    mend();
    act(() => focusManager.setFocused(true));
    await pass();
    expect(mounted[0].result.current.data).toEqual(picture(A));
  });

  it('does not refetch after it is unmounted or disabled', async () => {
    const { source, asked, mounted } = await mountInPause('unauthorized');
    mounted[0].unmount();
    mounted[1].rerender({ near: false });
    await pass(600_000);
    expect(source.calls).toHaveLength(asked);
  });
});

it('a clock that is set back does not lengthen the pause', async () => {
  const { source, mend } = failing('unauthorized');
  const first = use(source);
  await pass();
  first.unmount();
  mend();
  vi.setSystemTime(Date.now() - 86_400_000);
  const { result } = renderHook(() => useChatPicture(JOHN), { wrapper: providers(source) });
  await pass();
  expect(result.current.data).toEqual(picture(A));
});
