import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it, vi } from 'vitest';
import { ANA } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const RED = pictureDataUrl('#c00000');

it('srcset is parsed once per answer, for any number of avatars and renders', async () => {
  const srcSet = `${RED} 48w, ${RED} 96w`;
  const replace = vi.spyOn(String.prototype, 'replace');
  const parses = () => replace.mock.contexts.filter((text) => String(text) === srcSet).length;
  const source = stubSource(() => picture(RED, { srcSet }));
  const client = new QueryClient();
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
  expect(parses()).toBe(1);
});
