import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, describeChatPicture, useChatPicture } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { stubSource } from '../support/sources.js';

const ROWS = 200;
const ROW_HEIGHT = 100;
const chatIdOf = (row: number) => `2012345${String(row).padStart(5, '0')}@c.us`;

afterEach(cleanup);

/** The recipe of the README. */
function Face({ chatId, name }: { chatId: string; name: string }) {
  const picture = useChatPicture(chatId, { enabled: false });
  return <ChatAvatar chatId={chatId} name={name} title={describeChatPicture(picture)} />;
}

it('a tooltip beside a lazy avatar requests no row that is far away, and follows the rows that come near', async () => {
  const source = stubSource(() => ({ status: 'restricted' }));
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        {Array.from({ length: ROWS }, (_, row) => (
          <div key={chatIdOf(row)} style={{ height: ROW_HEIGHT }}>
            <Face chatId={chatIdOf(row)} name={`Row ${row}`} />
          </div>
        ))}
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  const avatars = [...container.querySelectorAll<HTMLElement>('[data-chat-avatar]')];
  await waitFor(() => expect(avatars[0]?.title).toMatch(/privacy/));
  const near = Math.ceil((window.innerHeight + 256) / ROW_HEIGHT) + 1;
  expect(source.calls.length).toBeLessThanOrEqual(near);
  expect(avatars.at(-1)?.title).toBe('Looking for the picture');

  avatars.at(-1)?.scrollIntoView();
  await waitFor(() => expect(avatars.at(-1)?.title).toMatch(/privacy/));
  expect(source.calls.length).toBeLessThan(ROWS / 2);
  expect(new Set(source.calls.map(({ chatId }) => chatId)).size).toBe(source.calls.length);
});
