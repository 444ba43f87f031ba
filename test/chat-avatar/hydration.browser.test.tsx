import { dehydrate, HydrationBoundary, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, chatPictureOptions, type PictureSource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { ReactElement } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { JOHN } from '../support/chats.js';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

const RED = pictureDataUrl('#c00000');

let root: Root | undefined;
let container: HTMLElement | undefined;

afterEach(async () => {
  await act(() => root?.unmount());
  container?.remove();
});

/** Prefetches, renders as a server would, and gives the HTML with the same tree for the browser. */
async function serve(source: PictureSource, prefetch: boolean, avatar: ReactElement) {
  const server = new QueryClient();
  if (prefetch) await server.prefetchQuery(chatPictureOptions(source, JOHN));
  const state = JSON.parse(JSON.stringify(dehydrate(server)));
  const tree = (client: QueryClient) => (
    <QueryClientProvider client={client}>
      <HydrationBoundary state={state}>
        <ChatPictureProvider source={source}>{avatar}</ChatPictureProvider>
      </HydrationBoundary>
    </QueryClientProvider>
  );
  container = document.createElement('div');
  container.innerHTML = renderToString(tree(server));
  document.body.append(container);
  const errors: unknown[] = [];
  const box = container;
  return {
    avatar: () => box.querySelector<HTMLElement>('[data-chat-avatar]'),
    image: () => box.querySelector('img'),
    errors,
    hydrate: async () => {
      const silence = vi.spyOn(console, 'error').mockImplementation((...args) => errors.push(args));
      await act(async () => {
        root = hydrateRoot(box, tree(new QueryClient()), {
          onRecoverableError: (error) => errors.push(error),
        });
      });
      silence.mockRestore();
    },
  };
}

const finished = (image: HTMLImageElement) =>
  image.complete
    ? Promise.resolve()
    : new Promise((resolve) => {
        image.addEventListener('load', resolve);
        image.addEventListener('error', resolve);
      });

describe('server HTML', () => {
  it('holds the letters and their colour, and hydrates without a mismatch', async () => {
    const source = stubSource(() => picture(RED));
    const page = await serve(source, false, <ChatAvatar chatId={JOHN} name="ismail ince" refreshable />);
    expect(page.avatar()).toHaveTextContent('II');
    expect(page.avatar()?.dataset.state).toBe('pending');
    expect(page.avatar()?.style.getPropertyValue('--_cb')).toMatch(/^#\w+,#\w+$/);
    await page.hydrate();
    expect(page.errors).toEqual([]);
    await waitFor(() => expect(page.avatar()?.dataset.state).toBe('picture'));
  });

  it('holds a picture that was prefetched, and asks for nothing more', async () => {
    const source = stubSource(() => picture(RED));
    const page = await serve(source, true, <ChatAvatar chatId={JOHN} name="John Doe" />);
    expect(page.image()?.src).toBe(RED);
    expect(getComputedStyle(page.image() as Element).opacity).toBe('1');
    await page.hydrate();
    expect(page.errors).toEqual([]);
    await waitFor(() => expect(page.avatar()?.dataset.state).toBe('picture'));
    expect(source.calls).toHaveLength(1);
  });

  it('shows the letters of a chat without a picture at once', async () => {
    const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
    const page = await serve(source, true, <ChatAvatar chatId={JOHN} name="John Doe" />);
    expect(page.avatar()?.dataset.state).toBe('none');
    const letters = page.avatar()?.querySelector('[data-chat-avatar-initials]') as Element;
    expect(getComputedStyle(letters).animationName).toBe('none');
    await page.hydrate();
    expect(page.errors).toEqual([]);
  });
});

describe('before hydration', () => {
  it('an image that loaded is noticed', async () => {
    const source = stubSource(() => picture(RED));
    const page = await serve(source, true, <ChatAvatar chatId={JOHN} name="John Doe" loading="eager" />);
    await finished(page.image() as HTMLImageElement);
    await page.hydrate();
    await waitFor(() => expect(page.avatar()?.dataset.state).toBe('picture'));
  });

  it('an image that failed is noticed: letters, and one refetch', async () => {
    const source = stubSource((_, __, call) => picture(call === 1 ? 'https://pps.invalid/x.jpg' : RED));
    const page = await serve(source, true, <ChatAvatar chatId={JOHN} name="John Doe" loading="eager" />);
    await finished(page.image() as HTMLImageElement);
    await page.hydrate();
    await waitFor(() => expect(page.avatar()?.dataset.state).toBe('picture'));
    expect(source.calls).toHaveLength(2);
    expect(page.errors).toEqual([]);
  });
});

describe('letters over a known picture', () => {
  it('wait about 150 ms, in CSS alone; the square does not', async () => {
    const source = stubSource(() => picture('https://pps.invalid/slow.jpg'));
    const page = await serve(source, true, <ChatAvatar chatId={JOHN} name="John Doe" />);
    const letters = page.avatar()?.querySelector('[data-chat-avatar-initials]') as Element;
    const [animation] = letters.getAnimations();
    expect(animation?.effect?.getTiming().delay).toBe(150);
    animation?.pause();
    (animation as Animation).currentTime = 149;
    expect(getComputedStyle(letters).visibility).toBe('hidden');
    const face = page.avatar()?.querySelector('[data-chat-avatar-face]') as Element;
    expect(getComputedStyle(face).backgroundColor).not.toBe('rgba(0, 0, 0, 0)');
    (animation as Animation).currentTime = 152;
    expect(getComputedStyle(letters).visibility).toBe('visible');
  });
});
