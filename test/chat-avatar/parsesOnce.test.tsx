// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JOHN, MONA } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

const parsed: unknown[] = [];

/** The files of the unit tests share their modules, so the library is loaded anew, with a parser that counts. */
async function loadCounted() {
  vi.resetModules();
  vi.doMock('../../src/chat/safeParseChatId.js', async (importOriginal) => {
    const original = await importOriginal<typeof import('../../src/chat/safeParseChatId.js')>();
    const safeParseChatId = (text: unknown) => {
      parsed.push(text);
      return original.safeParseChatId(text);
    };
    return { ...original, safeParseChatId };
  });
  return import('chat-avatar');
}

let library: Awaited<ReturnType<typeof loadCounted>>;

// For each test anew, because the library remembers the ids that it has parsed.
beforeEach(async () => {
  parsed.length = 0;
  library = await loadCounted();
});
afterEach(() => {
  vi.doUnmock('../../src/chat/safeParseChatId.js');
  vi.resetModules();
});
afterEach(cleanup);

const source = stubSource(() => picture('https://pps.whatsapp.net/v/a.jpg'));

function show(children: ReactElement) {
  const { ChatPictureProvider } = library;
  const client = new QueryClient();
  const app = (element: ReactElement) => (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>{element}</ChatPictureProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(app(children));
  return (element: ReactElement) => rerender(app(element));
}

it('one avatar parses its chat id once: for its mount, its answer, each render and a refresh', async () => {
  const { ChatAvatar } = library;
  const update = show(<ChatAvatar chatId={JOHN} name="John Doe" loading="eager" refreshable />);
  await waitFor(() => expect(document.querySelector('img')).not.toBeNull());
  update(<ChatAvatar chatId={JOHN} name="John D." loading="eager" refreshable />);
  update(<ChatAvatar chatId={JOHN} name="J. Doe" loading="eager" refreshable shape="circle" />);
  fireEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(source.refreshes()).toBe(1));
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Same picture, checked just now.'));
  expect(parsed).toEqual([JOHN]);
});

it('the hook parses its chat id once: for its mount, its answer, each render and a refresh', async () => {
  const { useChatPicture } = library;
  function Picture({ note }: { note: string }) {
    const { data, refresh } = useChatPicture(JOHN);
    return (
      <button type="button" title={note} onClick={() => void refresh()}>
        {data?.status}
      </button>
    );
  }
  const before = source.refreshes();
  const update = show(<Picture note="one" />);
  await screen.findByText('available');
  update(<Picture note="two" />);
  fireEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(source.refreshes()).toBe(before + 1));
  expect(parsed).toEqual([JOHN]);
});

it('the chat id of an avatar is parsed again when it changes', () => {
  const { ChatAvatar } = library;
  const update = show(<ChatAvatar chatId={JOHN} name="John Doe" />);
  update(<ChatAvatar chatId={MONA} name="Mona" />);
  expect(parsed).toEqual([JOHN, MONA]);
});

it('a list parses each id once, and nothing when its rows mount again', () => {
  const { ChatAvatar } = library;
  const list = (key: string) => (
    <div key={key}>
      <ChatAvatar chatId={JOHN} name="John Doe" />
      <ChatAvatar chatId={MONA} name="Mona" />
      <ChatAvatar chatId={JOHN} name="John Doe" />
    </div>
  );
  const update = show(list('first'));
  update(list('second'));
  expect(parsed).toEqual([JOHN, MONA]);
});
