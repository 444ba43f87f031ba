import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, createGatewaySource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { StrictMode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { pictureDataUrl } from '../support/images.js';
import { askedIds, numbers, sourceOf } from './gatewaySources.js';

afterEach(cleanup);

const FACE = pictureDataUrl('#c00000');
const faces = (request: Request) =>
  Response.json({
    pictures: askedIds(request).map((chatId) => ({ chatId, picture: { status: 'available', url: FACE } })),
  });

it.each(['lazy', 'eager'] as const)('a screen of %s avatars is one request', async (loading) => {
  const { source, requests } = sourceOf(faces);
  const chatIds = numbers(40);
  const { container } = render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <ChatPictureProvider source={source}>
          {chatIds.map((chatId) => (
            <ChatAvatar key={chatId} chatId={chatId} name="John Doe" size={24} loading={loading} />
          ))}
        </ChatPictureProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  const painted = () => container.querySelectorAll('[data-chat-avatar][data-state="picture"]');
  await expect.poll(() => painted()).toHaveLength(40);
  expect(requests.map(askedIds)).toEqual([chatIds]);
});

it('a relative baseUrl and relative pictures are resolved against the page', async () => {
  const { source, requests } = sourceOf(
    () =>
      Response.json({ chatId: '201234567890@c.us', picture: { status: 'available', url: 'images/a.webp' } }),
    { baseUrl: '/api/chat-pictures' },
  );
  expect(await source.getChatPicture('201234567890@c.us')).toEqual({
    status: 'available',
    url: `${location.origin}/api/chat-pictures/images/a.webp`,
  });
  expect(requests[0]?.url).toMatch(`${location.origin}/api/chat-pictures/pictures?`);
  expect(createGatewaySource({ baseUrl: '/api' }).id).toBe('gateway:/api');
});
