import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatPicture, ChatPictureProvider, chatPictureOptions } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { ANA } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { stubSource } from '../../support/sources.js';

afterEach(cleanup);

const RED = pictureDataUrl('#c00000');

it('srcset is parsed once per answer, for any number of avatars and renders', async () => {
  let reads = 0;
  const answer: ChatPicture = {
    status: 'available',
    url: RED,
    get srcSet() {
      reads += 1;
      return `${RED} 48w, ${RED} 96w`;
    },
  };
  const source = stubSource(() => new Error('The answer is in the cache.'));
  const client = new QueryClient();
  client.setQueryData(chatPictureOptions(source, ANA).queryKey, answer);
  const app = (name: string) => (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        {Array.from({ length: 20 }, (_, index) => (
          <ChatAvatar key={String(index)} chatId={ANA} name={name} size={24} />
        ))}
      </ChatPictureProvider>
    </QueryClientProvider>
  );
  const { rerender, container } = render(app('Ana'));
  await waitFor(() => expect(container.querySelectorAll('[data-state="picture"]')).toHaveLength(20));
  for (const name of ['Ana B', 'Ana C', 'Ana D']) rerender(app(name));
  expect(reads).toBe(1);
});
