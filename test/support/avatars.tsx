import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import { type ComponentType, type ReactNode, StrictMode } from 'react';
import { expect } from 'vitest';

export const ANA = '201234567890@c.us';
export const BOB = '201234567891@c.us';

interface App {
  /** A client that has answers. */
  client?: QueryClient;
  /** Around the app. @default StrictMode */
  wrapper?: ComponentType<{ children: ReactNode }>;
}

/** One avatar in an app of its own, in StrictMode. Its queries are never answered by another test. */
export function showAvatar(
  source: PictureSource,
  props: Partial<ChatAvatarProps> = {},
  { client = new QueryClient(), wrapper }: App = {},
) {
  const Wrapper = wrapper ?? StrictMode;
  const states: string[] = [];
  const element = (more: Partial<ChatAvatarProps> = {}) => (
    <Wrapper>
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source} refreshCooldownMs={0}>
          <ChatAvatar
            chatId={ANA}
            name="Ana Diaz"
            onStateChange={(state) => states.push(state)}
            {...props}
            {...more}
          />
        </ChatPictureProvider>
      </QueryClientProvider>
    </Wrapper>
  );
  const { rerender, container, unmount } = render(element());
  const root = () => container.querySelector<HTMLElement>('[data-chat-avatar]') as HTMLElement;
  return {
    client,
    root,
    /** Every `data-state` after the first. */
    states,
    unmount,
    images: () => [...container.querySelectorAll('img')],
    update: (more: Partial<ChatAvatarProps>) => rerender(element(more)),
    becomes: (state: string) => waitFor(() => expect(root().dataset.state).toBe(state)),
  };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Long enough for an image of this origin to load or fail. */
export async function frames(count = 20) {
  for (let i = 0; i < count; i += 1) await nextFrame();
}
