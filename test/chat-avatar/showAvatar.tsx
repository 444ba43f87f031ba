import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { type ReactElement, StrictMode } from 'react';
import { afterEach, expect } from 'vitest';
import { JOHN } from '../support/chats.js';
import { pictureDataUrl } from '../support/images.js';

export const RED = pictureDataUrl('#c00000');
export const BLUE = pictureDataUrl('#0000c0');

/** The client of the test that runs. */
export let client = new QueryClient();

afterEach(() => {
  cleanup();
  client = new QueryClient();
  document.documentElement.removeAttribute('style');
});

export function inApp(source: PictureSource, children: ReactElement) {
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

export function show(source: PictureSource, props: Partial<ChatAvatarProps> = {}) {
  const element = (more: Partial<ChatAvatarProps> = {}) =>
    inApp(source, <ChatAvatar chatId={JOHN} name="John Doe" {...props} {...more} />);
  const { rerender, container, unmount } = render(element());
  return {
    container,
    unmount,
    root: () => container.querySelector<HTMLElement>('[data-chat-avatar]') as HTMLElement,
    images: () => [...container.querySelectorAll('img')],
    update: (more: Partial<ChatAvatarProps>) => rerender(element(more)),
  };
}

export const state = (root: HTMLElement) => root.dataset.state;
export const becomes = (root: () => HTMLElement, expected: string) =>
  waitFor(() => expect(state(root())).toBe(expected));

/** Collects every URL of an image while it is in the page. */
export function watchImages(container: HTMLElement) {
  const urls = new Set<string>();
  const look = () => {
    for (const image of container.querySelectorAll('img')) urls.add(image.src);
  };
  new MutationObserver(look).observe(container, { childList: true, subtree: true, attributes: true });
  return () => {
    look();
    return [...urls];
  };
}

export const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
