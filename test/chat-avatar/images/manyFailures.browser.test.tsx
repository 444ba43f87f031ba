import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { frames } from '../../support/avatars.js';
import { answerWith, hostImage, requestsOf } from '../../support/imageHost.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(cleanup);

const COUNT = 300;

it('a page of failed pictures loads each again for its new answer, then a few at a time until the host is back', async () => {
  const url = await hostImage({ statuses: [503] });
  const source = stubSource((chatId) => picture(`${url}?of=${chatId}`));
  const start = performance.now();
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        {Array.from({ length: COUNT }, (_, index) => `2012345${String(index).padStart(5, '0')}@c.us`).map(
          (chatId) => (
            <ChatAvatar key={chatId} chatId={chatId} name="Ana" size={24} />
          ),
        )}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  const inState = (state: string) => container.querySelectorAll(`[data-state="${state}"]`).length;
  await waitFor(() => expect(inState('error')).toBe(COUNT));
  await waitFor(() => expect(source.calls).toHaveLength(2 * COUNT));
  await waitFor(async () => expect((await requestsOf(url)).length).toBeGreaterThanOrEqual(2 * COUNT));
  await frames(60);
  const intervals = Math.ceil((performance.now() - start) / 5_000);
  expect((await requestsOf(url)).length).toBeLessThanOrEqual(2 * COUNT + 4 * intervals);
  await answerWith(url, { statuses: [200] });
  window.dispatchEvent(new Event('online'));
  await waitFor(() => expect(inState('picture')).toBe(COUNT));
  expect(source.calls).toHaveLength(2 * COUNT);
});
