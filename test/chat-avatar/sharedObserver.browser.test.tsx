import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stubSource } from '../support/sources.js';

const observed = new Set<Element>();
let observers = 0;
const { IntersectionObserver: Original } = window;

beforeAll(() => {
  window.IntersectionObserver = class extends Original {
    constructor(callback: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      super(callback, options);
      observers += 1;
    }
    override observe(element: Element) {
      observed.add(element);
      super.observe(element);
    }
    override unobserve(element: Element) {
      observed.delete(element);
      super.unobserve(element);
    }
  };
});

afterAll(() => {
  window.IntersectionObserver = Original;
});

it('500 avatars share one observer, and leave nothing behind in it', async () => {
  const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        {Array.from({ length: 500 }, (_, index) => (
          <ChatAvatar
            // biome-ignore lint/suspicious/noArrayIndexKey: they stand still.
            key={index}
            chatId={`2012345${String(index).padStart(5, '0')}@c.us`}
            size={200}
          />
        ))}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  expect(observers).toBe(1);
  expect(observed.size).toBe(500);
  await waitFor(() => expect(source.calls.length).toBeGreaterThan(0));
  // An avatar that was in view is no longer observed.
  expect(observed.size).toBe(500 - source.calls.length);
  expect(container.querySelectorAll('[data-chat-avatar]')).toHaveLength(500);
  cleanup();
  expect(observed.size).toBe(0);
});
