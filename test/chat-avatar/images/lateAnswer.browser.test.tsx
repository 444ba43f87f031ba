import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  type ChatAvatarProps,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
  chatPictureOptions,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANA } from '../../support/avatars.js';
import { NONE } from '../../support/chats.js';
import { pictureDataUrl } from '../../support/images.js';
import { deferred, picture, stubSource } from '../../support/sources.js';

const RED_URL = pictureDataUrl('#c00000');
const RED = picture(RED_URL);
const BLUE = picture(pictureDataUrl('#0000c0'));
/** `srcset` wins over `src`, so it has to go as well. */
const IN_WIDTHS = picture(RED_URL, { srcSet: `${RED_URL} 96w` });
const RESTRICTED: ChatPicture = { status: 'restricted' };

const source = stubSource(() => RED);
const { queryKey } = chatPictureOptions(source, ANA);

let root: Root | undefined;
let box: HTMLElement;

afterEach(async () => {
  await act(() => root?.unmount());
  box.remove();
});

const tree = (client: QueryClient, props: Partial<ChatAvatarProps>) => (
  <QueryClientProvider client={client}>
    <ChatPictureProvider source={source}>
      <ChatAvatar chatId={ANA} name="Ana Diaz" refreshable restrictedBadge {...props} />
    </ChatPictureProvider>
  </QueryClientProvider>
);

/** Hydrates HTML that a server rendered with one cache, in a browser with another one. Returns all complaints. */
async function hydrate(server: QueryClient, browser: QueryClient, props: Partial<ChatAvatarProps> = {}) {
  const html = renderToString(tree(server, props));
  box = document.createElement('div');
  box.innerHTML = html;
  document.body.append(box);
  const complaints: unknown[] = [];
  const silence = vi.spyOn(console, 'error').mockImplementation((...args) => complaints.push(args));
  await act(async () => {
    root = hydrateRoot(box, tree(browser, props), { onRecoverableError: (error) => complaints.push(error) });
  });
  silence.mockRestore();
  return { complaints, html, avatar: box.querySelector('[data-chat-avatar]') as HTMLElement };
}

function clientWith(answer: ChatPicture | undefined) {
  const client = new QueryClient();
  if (answer) client.setQueryData(queryKey, answer);
  return client;
}

describe('an answer that only the browser has when React hydrates', () => {
  it.each([
    { had: 'nothing', served: undefined, has: 'a picture', held: RED, state: 'picture' },
    { had: 'nothing', served: undefined, has: 'no picture', held: NONE, state: 'none' },
    { had: 'nothing', served: undefined, has: 'a hidden picture', held: RESTRICTED, state: 'restricted' },
    { had: 'no picture', served: NONE, has: 'a picture', held: RED, state: 'picture' },
    { had: 'a hidden picture', served: RESTRICTED, has: 'no picture', held: NONE, state: 'none' },
    { had: 'a picture', served: RED, has: 'another one', held: BLUE, state: 'picture' },
    { had: 'a picture', served: IN_WIDTHS, has: 'another one', held: BLUE, state: 'picture' },
    { had: 'a picture', served: RED, has: 'the same', held: RED, state: 'picture' },
  ])('hydrates without a mismatch: $had, then $has', async ({ served, held, state }) => {
    const { complaints, avatar } = await hydrate(clientWith(served), clientWith(held));
    expect(complaints).toEqual([]);
    await waitFor(() => expect(avatar.dataset.state).toBe(state));
    expect(avatar.isConnected).toBe(true);
    if (held?.status === 'available') {
      await waitFor(() =>
        expect([...avatar.querySelectorAll('img')].map(({ currentSrc }) => currentSrc)).toEqual([held.url]),
      );
    }
    expect(avatar.id).toBe('');
  });

  it('hydrates without a mismatch when the server had an error', async () => {
    const server = new QueryClient();
    const failing = stubSource(() => new ChatPictureError('unauthorized', 'Signed out.'));
    await server.prefetchQuery({ ...chatPictureOptions(failing, ANA), queryKey });
    const { complaints, avatar, html } = await hydrate(server, clientWith(RED));
    expect(html).toContain('data-state="error"');
    expect(complaints).toEqual([]);
    await waitFor(() => expect(avatar.dataset.state).toBe('picture'));
  });

  it('keeps the id of the user', async () => {
    const { complaints, avatar } = await hydrate(clientWith(undefined), clientWith(NONE), { id: 'ana' });
    expect(complaints).toEqual([]);
    await waitFor(() => expect(avatar.dataset.state).toBe('none'));
    expect(avatar.id).toBe('ana');
  });

  it('hydrates without a mismatch while a refresh is under way', async () => {
    const answer = deferred<ChatPicture>();
    const refreshing = vi.spyOn(source, 'getChatPicture').mockReturnValue(answer.promise);
    const browser = clientWith(RED);
    const host = document.createElement('div');
    const { createRoot } = await import('react-dom/client');
    const other = createRoot(host);
    document.body.append(host);
    await act(async () => other.render(tree(browser, {})));
    await act(async () => host.querySelector('button')?.click());
    // The refresh loads on demand.
    await waitFor(() => expect(refreshing).toHaveBeenCalledOnce());
    const { complaints, avatar } = await hydrate(clientWith(RED), browser);
    expect(complaints).toEqual([]);
    await waitFor(() => expect(avatar.querySelector('button')).toHaveAttribute('aria-busy', 'true'));
    await act(async () => answer.resolve(RED));
    await act(() => other.unmount());
    host.remove();
    refreshing.mockRestore();
  });
});

describe('a render in the browser alone', () => {
  it('has no id of its own, and shows a known answer in its first render', async () => {
    const { createRoot } = await import('react-dom/client');
    box = document.createElement('div');
    document.body.append(box);
    root = createRoot(box);
    const client = clientWith(NONE);
    const first: (string | undefined)[] = [];
    new MutationObserver(() =>
      first.push(box.querySelector<HTMLElement>('[data-chat-avatar]')?.dataset.state),
    ).observe(box, { childList: true, subtree: true, attributes: true });
    await act(async () => root?.render(tree(client, {})));
    await waitFor(() => expect(first.length).toBeGreaterThan(0));
    expect(first.every((state) => state === 'none')).toBe(true);
    expect(box.querySelector('[data-chat-avatar]')).not.toHaveAttribute('id');
  });
});
