import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

afterEach(cleanup);

it('paints a blob: URL that a custom source made from bytes of its own', async () => {
  const bytes = await (await fetch(pictureDataUrl('#c00000'))).blob();
  const url = URL.createObjectURL(bytes);
  const source = stubSource(() => picture(url, { srcSet: `${url} 96w` }));
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <ChatAvatar chatId="201234567890@c.us" name="John Doe" />
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  const root = container.querySelector('[data-chat-avatar]');
  await expect.poll(() => root?.getAttribute('data-state')).toBe('picture');
  expect(root?.querySelector('img')?.currentSrc).toBe(url);
  URL.revokeObjectURL(url);
});
