// @vitest-environment jsdom
import { focusManager, onlineManager } from '@tanstack/react-query';
import { act, cleanup } from '@testing-library/react';
import { type ChatPicture, ChatPictureError } from 'chat-avatar';
import { describe, expect, it } from 'vitest';
import { NONE } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';
import { A, client, HOUR, pass, setUpClient, use } from './usingChatPicture.js';

setUpClient();

describe('an error (rule 3)', () => {
  it('retries a retryable error twice, and no more', async () => {
    const source = stubSource(() => new ChatPictureError('network', 'down'));
    const { result } = use(source);
    await pass(60_000);
    expect(source.calls).toHaveLength(3);
    expect(result.current.error?.code).toBe('network');
  });

  it.each(['unauthorized', 'session-not-ready', 'invalid-response'] as const)(
    'does not retry %s, nor on remount or focus',
    async (code) => {
      const source = stubSource(() => new ChatPictureError(code, 'no'));
      const { unmount } = use(source);
      await pass(60_000);
      focusManager.setFocused(false);
      focusManager.setFocused(true);
      await pass(1_000);
      unmount();
      use(source);
      await pass(1_000);
      expect(source.calls).toHaveLength(1);
    },
  );

  it('circuit breaker: mounts send no request while the server is down, and do after a pause', async () => {
    const source = stubSource(() => new ChatPictureError('server-error', 'down'));
    use(source);
    await pass(10_000);
    expect(source.calls).toHaveLength(3);
    cleanup();
    use(source);
    await pass(1_000);
    expect(source.calls).toHaveLength(3);
    cleanup();
    await pass(60_000);
    use(source);
    await pass();
    expect(source.calls).toHaveLength(4);
  });

  it('never retries before Retry-After', async () => {
    const source = stubSource((_, __, call) =>
      call === 1 ? new ChatPictureError('rate-limited', 'wait', { retryAfterMs: 45_000 }) : NONE,
    );
    use(source);
    await pass(44_900);
    expect(source.calls).toHaveLength(1);
    await pass(200);
    expect(source.calls).toHaveLength(2);
  });

  it('handles a Retry-After longer than the longest timer', async () => {
    const source = stubSource(
      () => new ChatPictureError('rate-limited', 'wait', { retryAfterMs: 60 * 24 * HOUR }),
    );
    use(source);
    await pass(24 * HOUR);
    expect(source.calls).toHaveLength(1);
  });

  it('wraps a foreign error in a ChatPictureError, and does not retry it', async () => {
    const source = stubSource(() => new TypeError('boom'));
    const { result } = use(source);
    await pass(60_000);
    expect(result.current.error).toBeInstanceOf(ChatPictureError);
    expect(result.current.error?.message).not.toContain('boom');
    expect(source.calls).toHaveLength(1);
  });

  it('turns an answer that is not a ChatPicture into invalid-response', async () => {
    const source = stubSource(() => ({ status: 'available' }) as ChatPicture);
    const { result } = use(source);
    await pass();
    expect(result.current.error?.code).toBe('invalid-response');
  });
});

describe('after an error', () => {
  const failing = (code: 'unauthorized' | 'network' = 'unauthorized') => {
    let isDown = true;
    const source = stubSource(() =>
      isDown ? new ChatPictureError(code, 'no', { retryable: false }) : picture(A),
    );
    return { source, mend: () => (isDown = false) };
  };

  it('a Retry button of the page reaches the source', async () => {
    const { source, mend } = failing();
    const { result } = use(source);
    await pass();
    expect(result.current.isError).toBe(true);
    mend();
    await pass(1_000);
    await act(() => client.refetchQueries({ queryKey: ['chat-picture'] }));
    await pass();
    expect(result.current.data).toEqual(picture(A));
  });

  it('a list that comes back into view sends no request', async () => {
    const { source } = failing();
    use(source).unmount();
    const first = use(source);
    await pass();
    first.unmount();
    await pass(1_000);
    use(source);
    await pass();
    expect(source.calls).toHaveLength(1);
  });

  it('a reconnect refetches network errors at once', async () => {
    const { source, mend } = failing('network');
    const { result } = use(source);
    await pass();
    onlineManager.setOnline(false);
    mend();
    await pass(1_000);
    onlineManager.setOnline(true);
    await pass();
    expect(result.current.data).toEqual(picture(A));
  });
});

describe('a source with a mistake', () => {
  it.each(['', 'javascript:alert(1)', 'file:///a.png', 'data:image/svg+xml,<svg/>'])(
    'never replaces a picture by %j',
    async (url) => {
      const source = stubSource((_, refresh) => (refresh ? picture(url) : picture(A)));
      const { result } = use(source);
      await pass();
      await expect(result.current.refresh()).rejects.toMatchObject({ code: 'invalid-response' });
      await pass();
      expect(result.current.data).toEqual(picture(A));
    },
  );

  it('that returns a picture without a promise works', async () => {
    const source = { id: 'sync', getChatPicture: () => picture(A) as never };
    const { result } = use(source);
    await pass();
    expect(result.current.data).toEqual(picture(A));
  });

  it('in expiresAt gives a lifetime of 24 h', async () => {
    const source = stubSource(() => picture(A, { expiresAt: Number.NaN }));
    const { result } = use(source);
    await pass();
    expect(result.current.isStale).toBe(false);
    expect(source.calls).toHaveLength(1);
  });
});
