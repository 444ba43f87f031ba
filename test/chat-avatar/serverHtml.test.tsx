import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
  useChatPicture,
} from 'chat-avatar';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

const source = stubSource(() => new Error('The server rendered a request.'));

function htmlOf(answer: ChatPicture | undefined, loading?: 'eager') {
  return render(
    answer,
    <ChatAvatar chatId={JOHN} name="Mona Doe" size={40} shape="circle" loading={loading} />,
  ).html;
}

/** The HTML of a server that has this answer, and how often its rendering read the time. */
function render(answer: ChatPicture | undefined, children: ReactNode) {
  const client = new QueryClient();
  if (answer) client.setQueryData(chatPictureOptions(source, JOHN).queryKey, answer);
  const now = vi.spyOn(Date, 'now');
  const html = renderToString(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
    </QueryClientProvider>,
  );
  const clockReads = now.mock.calls.length;
  now.mockRestore();
  return { html, clockReads };
}

it('the HTML of an avatar with initials and a size in px is one element of at most 204 bytes', () => {
  const html = htmlOf({ status: 'none', reason: 'empty' });
  expect(html.split('<span')).toHaveLength(2);
  expect(html.length).toBeLessThanOrEqual(204);
});

it('the HTML of an avatar with a picture and a size in px is three elements and at most 414 bytes', () => {
  const html = htmlOf(picture('/i/0123456789.webp'));
  expect(html.match(/<\w+/g)).toEqual(['<span', '<span', '<img']);
  expect(html.length).toBeLessThanOrEqual(414);
});

it('the HTML of an eager picture has no preload before it', () => {
  const html = htmlOf(picture('/i/0123456789.webp'), 'eager');
  expect(html).not.toContain('<link');
  expect(html.length).toBeLessThanOrEqual(414);
});

it.each([20, '20', '20px', '19.5px', '16PX'])('a face of size %o has one letter', (size) => {
  const { html } = render(undefined, <ChatAvatar chatId={JOHN} name="Mona Doe" size={size} />);
  expect(html).toContain('>M</span>');
});

it.each([21, '21px', '20em', '200px', 'xs'])('a face of size %o has two letters', (size) => {
  const { html } = render(undefined, <ChatAvatar chatId={JOHN} name="Mona Doe" size={size} />);
  expect(html).toContain('>MD</span>');
});

it.each([64, '64', '64px'])('a face of size %o tells the browser how large its image is', (size) => {
  const known = picture('/i/0123456789.webp');
  const { html } = render(known, <ChatAvatar chatId={JOHN} name="Mona Doe" size={size} />);
  expect(html).toContain('width="64" height="64"');
});

it.each(['1e3', '0x10', '1.2.3', '0px', '-4px'])(
  'a face of the invalid size %o has the default size',
  (size) => {
    const known = picture('/i/0123456789.webp');
    const { html } = render(known, <ChatAvatar chatId={JOHN} name="Mona Doe" size={size} />);
    expect(html).toContain('width="40" height="40"');
    expect(html.replaceAll('40px', '')).not.toContain(size);
  },
);

it('the HTML of an avatar without an answer holds its initials, and nothing is requested', () => {
  expect(htmlOf(undefined)).toContain('>MD</span>');
  expect(source.calls).toEqual([]);
});

/** With `cacheComponents`, Next.js fails the build of a page whose rendering reads the time outside of a Suspense boundary. */
describe('rendering on a server reads no clock:', () => {
  const Hook = () => <b>{useChatPicture(JOHN).status}</b>;

  const subjects: Record<string, { answer?: ChatPicture; children: ReactNode }> = {
    'an avatar': { children: <ChatAvatar chatId={JOHN} name="Mona Doe" /> },
    'an avatar with an answer': {
      answer: picture('/a.webp', { expiresAt: 1 }),
      children: <ChatAvatar chatId={JOHN} refreshable />,
    },
    'a group': {
      children: (
        <ChatAvatarGroup max={1}>
          <ChatAvatar chatId={JOHN} name="Mona Doe" />
          <ChatAvatar chatId={JOHN} name="Mona Doe" />
        </ChatAvatarGroup>
      ),
    },
    'the hook': { children: <Hook /> },
    'the hook with an answer': { answer: picture('/a.webp', { expiresAt: 1 }), children: <Hook /> },
  };

  it.each(Object.entries(subjects))('%s', (_, { answer, children }) => {
    const { html, clockReads } = render(answer, children);
    expect(html).not.toBe('');
    expect(clockReads).toBe(0);
  });
});
