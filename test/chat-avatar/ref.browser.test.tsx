import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import { createRef, type Ref, version } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { JOHN, MONA } from '../support/chats.js';
import { stubSource } from '../support/sources.js';

afterEach(cleanup);

const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
const client = new QueryClient();

const app = (ref: Ref<HTMLSpanElement> | undefined, name = 'John Doe') => (
  <QueryClientProvider client={client}>
    <ChatPictureProvider source={source}>
      <ChatAvatar chatId={JOHN} name={name} ref={ref} />
    </ChatPictureProvider>
  </QueryClientProvider>
);

it('an object holds the root while it is mounted', () => {
  const ref = createRef<HTMLSpanElement>();
  const { container, unmount } = render(app(ref));
  expect(ref.current).toBe(container.firstElementChild);
  unmount();
  expect(ref.current).toBeNull();
});

it('a function is called once for the root, and once when it is unmounted', () => {
  const ref = vi.fn();
  const { container, rerender, unmount } = render(app(ref));
  rerender(app(ref, 'John Ray'));
  expect(ref.mock.calls).toEqual([[container.firstElementChild]]);
  unmount();
  expect(ref.mock.calls.slice(1)).toEqual([[null]]);
});

it('another ref takes the place of the first, and none the place of both', () => {
  const [first, second] = [createRef<HTMLSpanElement>(), createRef<HTMLSpanElement>()];
  const { container, rerender } = render(app(first));
  rerender(app(second));
  expect([first.current, second.current]).toEqual([null, container.firstElementChild]);
  rerender(app(undefined));
  expect([first.current, second.current]).toEqual([null, null]);
});

it('two avatars share a function', () => {
  const ref = vi.fn();
  const { container } = render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={JOHN} name="John Doe" ref={ref} />
        <ChatAvatar chatId={MONA} name="Mona Ray" ref={ref} />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  expect(ref.mock.calls.flat()).toEqual([...container.children]);
});

it('what a function returns is called in place of the function with null, by React 19', () => {
  const cleanUp = vi.fn();
  const ref = vi.fn(() => cleanUp);
  // React 18 warns about a returned function, and calls the ref with null.
  const warn = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { unmount } = render(app(ref));
  unmount();
  const isNew = Number.parseInt(version, 10) > 18;
  expect([ref.mock.calls.length, cleanUp.mock.calls.length]).toEqual(isNew ? [1, 1] : [2, 0]);
  warn.mockRestore();
});
