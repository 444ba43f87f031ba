// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, useChatPicture } from 'chat-avatar';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { JOHN, MONA } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

const parsed: unknown[] = [];

vi.mock('../../src/chat/safeParseChatId.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/chat/safeParseChatId.js')>();
  return {
    ...original,
    safeParseChatId: (text: unknown) => {
      parsed.push(text);
      return original.safeParseChatId(text);
    },
  };
});

beforeEach(() => {
  parsed.length = 0;
});
afterEach(cleanup);

const source = stubSource(() => picture('https://pps.whatsapp.net/v/a.jpg'));

function show(children: ReactElement) {
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
  const update = show(<ChatAvatar chatId={JOHN} name="John Doe" loading="eager" refreshable />);
  await waitFor(() => expect(document.querySelector('img')).not.toBeNull());
  update(<ChatAvatar chatId={JOHN} name="John D." loading="eager" refreshable />);
  update(<ChatAvatar chatId={JOHN} name="J. Doe" loading="eager" refreshable shape="circle" />);
  fireEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(source.refreshes()).toBe(1));
  await screen.findByText('The picture has not changed.');
  expect(parsed).toEqual([JOHN]);
});

it('the hook parses its chat id once: for its mount, its answer, each render and a refresh', async () => {
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
  const update = show(<ChatAvatar chatId={JOHN} name="John Doe" />);
  update(<ChatAvatar chatId={MONA} name="Mona" />);
  expect(parsed).toEqual([JOHN, MONA]);
});
