// @vitest-environment jsdom
import { focusManager, onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { render, renderHook } from '@testing-library/react';
import { CHAT_PICTURE_STALE_TIME, chatPictureOptions, type PictureSource, useChatPicture } from 'chat-avatar';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { JOHN, NONE } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';
import { A, client, HOUR, pass, providers, setUpClient, use } from './usingChatPicture.js';

setUpClient();

describe('freshness (rule 1)', () => {
  it('is 24 h, and the cache is kept no shorter', () => {
    const options = chatPictureOptions(
      stubSource(() => NONE),
      JOHN,
    );
    expect(CHAT_PICTURE_STALE_TIME).toBe(86_400_000);
    expect(options.gcTime).toBeGreaterThanOrEqual(CHAT_PICTURE_STALE_TIME);
  });

  it('refetches after 24 h, and not before', async () => {
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

  it('ends when the URL expires, if that is sooner, with a margin of 5 min', async () => {
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

  it('has a margin only if the URL lives long enough', async () => {
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

  it('does not refetch in a loop for a URL that had expired on arrival', async () => {
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
  it.each([1, 100, 1_000])('for %i hooks of one chat, in any spelling', async (count) => {
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

  it('is dropped before it is sent when no component waits for it', async () => {
    const source = stubSource(() => NONE);
    use(source).unmount();
    await pass();
    expect(source.calls).toHaveLength(0);
  });
});

describe('no needless refetch (rule 3)', () => {
  it('not on focus, reconnect or remount while fresh, with any client defaults', async () => {
    client.setDefaultOptions({
      queries: { refetchOnWindowFocus: 'always', refetchOnReconnect: 'always', refetchOnMount: 'always' },
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
});

describe('bad input', () => {
  it('sends nothing for an invalid chat id (rule 6), and its error names the fix', async () => {
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

it('without a chat is idle, also beside a hook with an empty id', async () => {
  const source = stubSource(() => picture(A));
  const empty = use(source, '');
  await pass();
  expect(empty.result.current.error?.code).toBe('invalid-chat-id');
  const { result } = use(source, null);
  await pass();
  expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle', error: null });
});

describe('with TanStack Query’s own API', () => {
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
