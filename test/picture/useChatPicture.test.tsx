// @vitest-environment jsdom
import { focusManager, onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, renderHook } from '@testing-library/react';
import {
  CHAT_PICTURE_STALE_TIME,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
  chatPictureOptions,
  type PictureSource,
  useChatPicture,
} from 'chat-avatar';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred, picture, stubSource } from '../support/sources.js';

const JOHN = '201234567890@c.us';
const NONE: ChatPicture = { status: 'none', reason: 'empty' };
const HOUR = 3_600_000;
const A = 'https://pps.whatsapp.net/v/a.jpg?oh=1';
const B = 'https://pps.whatsapp.net/v/b.jpg?oh=1';

let client: QueryClient;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-01T08:00:00Z') });
  client = new QueryClient();
});

afterEach(() => {
  cleanup();
  client.clear();
  focusManager.setFocused(undefined);
  onlineManager.setOnline(true);
  vi.useRealTimers();
});

function providers(source: PictureSource, strict = false) {
  return function Providers({ children }: { children: ReactNode }) {
    const tree = (
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
      </QueryClientProvider>
    );
    return strict ? <StrictMode>{tree}</StrictMode> : tree;
  };
}

const use = (source: PictureSource, chatId: string | null = JOHN) =>
  renderHook(() => useChatPicture(chatId), { wrapper: providers(source) });

/** Lets promises and timers of this much time run. */
const pass = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('freshness (rule 1)', () => {
  it('is 24 h, and the cache is kept no shorter', () => {
    const options = chatPictureOptions(
      stubSource(() => NONE),
      JOHN,
    );
    expect(CHAT_PICTURE_STALE_TIME).toBe(86_400_000);
    expect(options.gcTime).toBeGreaterThanOrEqual(CHAT_PICTURE_STALE_TIME);
  });

  it('asks again after 24 h, and not before', async () => {
    const source = stubSource(() => picture('https://pps.whatsapp.net/a.jpg'));
    const first = use(source);
    await pass();
    first.unmount();
    await pass(CHAT_PICTURE_STALE_TIME - 1_000);
    const second = use(source);
    await pass();
    expect(source.asked(JOHN)).toBe(1);
    second.unmount();
    await pass(2_000);
    use(source);
    await pass();
    expect(source.asked(JOHN)).toBe(2);
  });

  it('ends when the URL dies, if that is sooner, with a margin of 5 min', async () => {
    const source = stubSource(() => picture('https://x.test/a.jpg', { expiresAt: Date.now() + HOUR }));
    const first = use(source);
    await pass();
    first.unmount();
    await pass(HOUR - 5 * 60_000 - 1_000);
    const second = use(source);
    await pass();
    expect(source.asked(JOHN)).toBe(1);
    second.unmount();
    await pass(2_000);
    use(source);
    await pass();
    expect(source.asked(JOHN)).toBe(2);
  });

  it('takes a margin only where there is room for one', async () => {
    const source = stubSource(() => picture('https://x.test/a.jpg', { expiresAt: Date.now() + 60_000 }));
    const first = use(source);
    await pass();
    first.unmount();
    await pass(50_000);
    const second = use(source);
    await pass();
    expect(source.asked(JOHN)).toBe(1);
    second.unmount();
    await pass(10_000);
    use(source);
    await pass();
    expect(source.asked(JOHN)).toBe(2);
  });

  it('does not ask in circles for a URL that was dead on arrival', async () => {
    const source = stubSource(() => picture('https://x.test/a.jpg', { expiresAt: Date.now() - 1 }));
    for (let mount = 0; mount < 5; mount += 1) {
      const { unmount } = use(source);
      await pass(1_000);
      unmount();
    }
    expect(source.asked(JOHN)).toBe(1);
  });
});

describe('one request (rule 2)', () => {
  it.each([1, 100, 1_000])('for %i hooks of one chat, however it is spelled', async (count) => {
    const source = stubSource(() => picture('https://x.test/a.jpg'));
    const spellings = [JOHN, '201234567890@s.whatsapp.net', '201234567890:12@c.us', '201234567890@C.US'];
    function Picture({ chatId }: { chatId: string | undefined }) {
      useChatPicture(chatId);
      return null;
    }
    const pictures = Array.from({ length: count }, (_, i) => (
      <Picture key={String(i)} chatId={spellings[i % spellings.length]} />
    ));
    render(pictures, { wrapper: providers(source) });
    await pass();
    expect(source.calls).toHaveLength(1);
    expect(source.calls[0]?.chatId).toBe(JOHN);
  });

  it('in StrictMode too', async () => {
    const source = stubSource(() => NONE);
    renderHook(() => useChatPicture(JOHN), { wrapper: providers(source, true) });
    await pass();
    expect(source.calls).toHaveLength(1);
  });

  it('caches "no picture" like a picture', async () => {
    const source = stubSource((chatId) => (chatId === JOHN ? NONE : { status: 'restricted' }));
    for (const chatId of [JOHN, '4915112345678@c.us']) {
      const first = use(source, chatId);
      await pass();
      first.unmount();
      await pass(23 * HOUR);
      const { result } = use(source, chatId);
      expect(result.current.isSuccess).toBe(true);
      await pass();
      expect(source.asked(chatId)).toBe(1);
    }
  });

  it('never for a broadcast: it has no picture', async () => {
    const source = stubSource(() => picture('https://x.test/a.jpg'));
    const { result } = use(source, 'status@broadcast');
    await pass();
    expect(result.current.data).toEqual(NONE);
    expect(source.calls).toHaveLength(0);
  });

  it('is dropped before it is sent when nobody waits for it any more', async () => {
    const source = stubSource(() => NONE);
    use(source).unmount();
    await pass();
    expect(source.calls).toHaveLength(0);
  });
});

describe('no needless refetch (rule 3)', () => {
  it('not on focus, reconnect or remount while fresh, whatever the client defaults say', async () => {
    client = new QueryClient({
      defaultOptions: {
        queries: { refetchOnWindowFocus: 'always', refetchOnReconnect: 'always', refetchOnMount: 'always' },
      },
    });
    const source = stubSource(() => picture('https://x.test/a.jpg'));
    const { unmount } = use(source);
    await pass();
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    onlineManager.setOnline(false);
    onlineManager.setOnline(true);
    await pass(1_000);
    unmount();
    use(source);
    await pass(1_000);
    expect(source.calls).toHaveLength(1);
  });

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

  it('does not ask at every mount when the server is down, and does again after a while', async () => {
    const source = stubSource(() => new ChatPictureError('server-error', 'down'));
    use(source).unmount;
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

  it('survives a Retry-After longer than a timer can be', async () => {
    const source = stubSource(
      () => new ChatPictureError('rate-limited', 'wait', { retryAfterMs: 60 * 24 * HOUR }),
    );
    use(source);
    await pass(24 * HOUR);
    expect(source.calls).toHaveLength(1);
  });

  it('gives a foreign error the shape of its own, and does not retry it', async () => {
    const source = stubSource(() => new TypeError('boom'));
    const { result } = use(source);
    await pass(60_000);
    expect(result.current.error).toBeInstanceOf(ChatPictureError);
    expect(result.current.error?.message).not.toContain('boom');
    expect(source.calls).toHaveLength(1);
  });

  it('takes no nonsense from a source', async () => {
    const source = stubSource(() => ({ status: 'available' }) as ChatPicture);
    const { result } = use(source);
    await pass();
    expect(result.current.error?.code).toBe('invalid-response');
  });
});

describe('refresh (rules 4 and 5)', () => {
  it('is never sent by anything but refresh()', async () => {
    const source = stubSource(() => picture(A));
    const { unmount } = use(source);
    await pass(25 * HOUR);
    unmount();
    use(source);
    await pass();
    expect(source.refreshes()).toBe(0);
  });

  it('goes out once however often it is clicked, on however many avatars', async () => {
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

  it('is "unchanged" when only the signature is new, and holds the new URL', async () => {
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

  it('rejects when it fails, and what was held stays held', async () => {
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

describe('bad input', () => {
  it('sends nothing for an invalid chat id (rule 6), and says what to do', async () => {
    const source = stubSource(() => NONE);
    const { result } = use(source, '201234567890');
    await pass();
    expect(result.current.error).toMatchObject({ code: 'invalid-chat-id', retryable: false });
    expect(result.current.error?.message).toContain('"201234567890@c.us"');
    focusManager.setFocused(false);
    focusManager.setFocused(true);
    await pass(60_000);
    expect(source.calls).toHaveLength(0);
  });

  it('is idle without a chat', async () => {
    const source = stubSource(() => NONE);
    const { result } = use(source, null);
    await pass();
    expect(result.current).toMatchObject({ fetchStatus: 'idle', status: 'pending', canRefresh: false });
    expect(source.calls).toHaveLength(0);
  });

  it('names the missing provider', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    );
    expect(() => renderHook(() => useChatPicture(JOHN), { wrapper })).toThrow(/<ChatPictureProvider source=/);
    expect(() => use(undefined as unknown as PictureSource)).toThrow(/createGatewaySource/);
    silence.mockRestore();
  });
});

describe('on TanStack’s own means', () => {
  it('is prefetched, read and typed by chatPictureOptions', async () => {
    const source = stubSource(() => picture('https://x.test/a.jpg'));
    const options = chatPictureOptions(source, '201234567890@s.whatsapp.net');
    await client.prefetchQuery(options);
    expect(options.queryKey).toEqual(['chat-picture', source.id, JOHN]);
    expect(client.getQueryData(options.queryKey)).toEqual(picture('https://x.test/a.jpg'));
    const { result } = use(source);
    expect(result.current.data?.status).toBe('available');
    expect(source.calls).toHaveLength(1);
  });

  it('passes refresh only when it is true', async () => {
    const seen: unknown[] = [];
    const source: PictureSource = {
      id: 'looking',
      getChatPicture: async (_, options) => {
        seen.push({ ...options, signal: undefined });
        return NONE;
      },
    };
    const { result } = use(source);
    await pass();
    await result.current.refresh();
    expect(seen).toEqual([{ signal: undefined }, { refresh: true, signal: undefined }]);
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

  it('a list that comes back into view asks for nothing', async () => {
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

  it('a connection that is back asks at once for what failed for want of one', async () => {
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

describe('a source that errs', () => {
  it.each(['', 'javascript:alert(1)', 'blob:https://x.test/1', 'data:image/svg+xml,<svg/>'])(
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

  it('about the end of a picture’s life gives it a day', async () => {
    const source = stubSource(() => picture(A, { expiresAt: Number.NaN }));
    const { result } = use(source);
    await pass();
    expect(result.current.isStale).toBe(false);
    expect(source.calls).toHaveLength(1);
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

it('without a chat is idle, whoever has an empty id', async () => {
  const source = stubSource(() => picture(A));
  const empty = use(source, '');
  await pass();
  expect(empty.result.current.error?.code).toBe('invalid-chat-id');
  const { result } = use(source, null);
  await pass();
  expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle', error: null });
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
