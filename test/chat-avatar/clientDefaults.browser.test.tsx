import { keepPreviousData, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatPicture, ChatPictureError, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { pictureDataUrl } from '../support/images.js';
import { deferred, picture, type StubSource, stubSource } from '../support/sources.js';

const ANA = '201234567890@c.us';
const BOB = '4915112345678@c.us';
const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');

afterEach(cleanup);

/** An application with these defaults and one avatar, which shows one chat and then another. */
function open(source: StubSource, queries: object) {
  const client = new QueryClient({ defaultOptions: { queries } });
  const page = (chatId: string, name: string) => (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={chatId} name={name} loading="eager" refreshable />
      </ChatPictureProvider>
    </QueryClientProvider>
  );
  const { container, rerender } = render(page(ANA, 'Ana'));
  return {
    show: (chatId: string, name: string) => rerender(page(chatId, name)),
    state: () => container.querySelector<HTMLElement>('[data-chat-avatar]')?.dataset.state,
    images: () => [...container.querySelectorAll('img')].map(({ src }) => src),
    letters: () => container.querySelector('[data-chat-avatar]')?.textContent,
  };
}

it('placeholderData: keepPreviousData shows Bob’s initials until Bob’s answer, and never Ana’s face', async () => {
  const bob = deferred<ChatPicture>();
  const source = stubSource((chatId) => (chatId === ANA ? picture(RED) : bob.promise));
  const avatar = open(source, { placeholderData: keepPreviousData });
  await waitFor(() => expect(avatar.state()).toBe('picture'));
  avatar.show(BOB, 'Bob');
  expect(avatar.state()).toBe('pending');
  expect(avatar.images()).toEqual([]);
  expect(avatar.letters()).toContain('B');
  await waitFor(() => expect(source.asked(BOB)).toBe(1));
  expect(avatar.images()).toEqual([]);
  bob.resolve(picture(BLUE));
  await waitFor(() => expect(avatar.state()).toBe('picture'));
  expect(avatar.images()).toEqual([BLUE]);
});

it.each([
  ['throwOnError', { throwOnError: true }],
  ['suspense', { suspense: true }],
])('%s shows initials, without an exception, when the gateway refuses', async (_, queries) => {
  const source = stubSource(() => new ChatPictureError('unauthorized', 'no'));
  const avatar = open(source, queries);
  await waitFor(() => expect(avatar.state()).toBe('error'));
  expect(avatar.letters()).toContain('A');
  expect(source.calls).toHaveLength(1);
});

it.each([
  ['refetchInterval', { refetchInterval: 10, refetchIntervalInBackground: true, staleTime: 0 }],
  ['initialData', { initialData: { status: 'restricted' } }],
  ['select', { select: () => ({ status: 'restricted' }) }],
  ['structuralSharing', { structuralSharing: () => ({ status: 'restricted' }) }],
])('%s sends one request, and shows the answer', async (_, queries) => {
  const source = stubSource(() => picture(RED));
  const avatar = open(source, queries);
  await waitFor(() => expect(avatar.state()).toBe('picture'));
  // Another chat's whole way from question to picture is longer than many of these intervals.
  avatar.show(BOB, 'Bob');
  await waitFor(() => expect(avatar.state()).toBe('picture'));
  avatar.show(ANA, 'Ana');
  await waitFor(() => expect(avatar.state()).toBe('picture'));
  expect(source.calls.map(({ chatId }) => chatId)).toEqual([ANA, BOB]);
});
