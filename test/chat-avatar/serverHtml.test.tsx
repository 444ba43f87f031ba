import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ChatAvatar, type ChatPicture, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { JOHN } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

const source = stubSource(() => new Error('The server rendered a request.'));

function htmlOf(answer: ChatPicture | undefined, loading?: 'eager') {
  const client = new QueryClient();
  if (answer) client.setQueryData(chatPictureOptions(source, JOHN).queryKey, answer);
  return renderToString(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId={JOHN} name="Mona Doe" size={40} shape="circle" loading={loading} />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
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

it('the HTML of an avatar without an answer holds its initials, and nothing is requested', () => {
  expect(htmlOf(undefined)).toContain('>MD</span>');
  expect(source.calls).toEqual([]);
});
