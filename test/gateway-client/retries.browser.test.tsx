import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askedIds, numbers, sourceOf } from './gatewaySources.js';

/** Of the two retries, and of no other timer here, in ms. */
const RETRY_DELAYS = [1_000, 2_000];

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Each chat has its own retry timer. Node fires timers of one time together, Chromium fires them a few ms apart. */
function fireRetriesApart(ms: number): void {
  const { setTimeout } = globalThis;
  const counts = new Map<number, number>();
  const apart = (callback: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
    if (!RETRY_DELAYS.includes(delay)) return setTimeout(callback, delay, ...args);
    const before = counts.get(delay) ?? 0;
    counts.set(delay, before + 1);
    return setTimeout(callback, delay + before * ms, ...args);
  };
  vi.stubGlobal('setTimeout', apart);
}

it.each([0, 3, 9])(
  '50 chats and a gateway that answers 503 are one request and two retries, with timers %i ms apart',
  async (ms) => {
    fireRetriesApart(ms);
    const { source, requests } = sourceOf(() => new Response(null, { status: 503 }));
    const chatIds = numbers(50);
    const { container } = render(
      <StrictMode>
        <QueryClientProvider client={new QueryClient()}>
          <ChatPictureProvider source={source}>
            {chatIds.map((chatId) => (
              <ChatAvatar key={chatId} chatId={chatId} name="John Doe" size={24} />
            ))}
          </ChatPictureProvider>
        </QueryClientProvider>
      </StrictMode>,
    );
    // The first request, and its answer, after which each chat waits for its retry.
    await expect.poll(() => vi.advanceTimersByTimeAsync(1).then(() => requests.length)).toBe(1);
    await expect.poll(() => vi.getTimerCount()).toBeGreaterThanOrEqual(50);
    await vi.advanceTimersByTimeAsync(10_000);
    await expect
      .poll(() => container.querySelectorAll('[data-chat-avatar][data-state="error"]'))
      .toHaveLength(50);
    expect(requests.map((request) => askedIds(request).length)).toEqual([50, 50, 50]);
  },
);
