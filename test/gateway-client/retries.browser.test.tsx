import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { StrictMode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { askedIds, numbers, sourceOf } from './gatewaySources.js';

afterEach(cleanup);

/** Each chat has its own retry timer. Node fires timers of one time together, Chromium fires them a few ms apart. */
it.each([true, false])(
  '50 chats and a gateway that answers 503 are few requests, with two retries for each chat (busy page: %s)',
  async (busy) => {
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
    const work = setInterval(() => {
      const end = performance.now() + (busy ? 6 : 0);
      while (performance.now() < end);
    }, 8);
    const failed = () => container.querySelectorAll('[data-chat-avatar][data-state="error"]');
    await expect.poll(() => failed()).toHaveLength(50);
    clearInterval(work);
    const asked = requests.map((request) => askedIds(request).length);
    expect(asked[0]).toBe(50);
    expect(asked.reduce((sum, count) => sum + count)).toBe(150);
    // One for each try. On a machine without a free core, timers of one time fire further apart than a batch waits.
    expect(asked.length).toBeLessThanOrEqual(6);
  },
);
