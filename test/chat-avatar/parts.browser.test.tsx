import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarFace,
  ChatAvatarImage,
  ChatAvatarInitials,
  ChatAvatarRefreshButton,
  ChatAvatarRoot,
  ChatPictureProvider,
  chatPictureOptions,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { createRef } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { JOHN, MONA } from '../support/chats.js';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');
const source = stubSource((chatId) => picture(chatId === JOHN ? RED : BLUE));

afterEach(cleanup);

function renderParts() {
  const refs = {
    root: createRef<HTMLSpanElement>(),
    face: createRef<HTMLSpanElement>(),
    initials: createRef<HTMLSpanElement>(),
    image: createRef<HTMLImageElement>(),
    button: createRef<HTMLButtonElement>(),
  };
  const queryClient = new QueryClient();
  const app = (chatId: string) => (
    <QueryClientProvider client={queryClient}>
      <ChatPictureProvider source={source}>
        <ChatAvatarRoot ref={refs.root} chatId={chatId} name="John Doe" loading="eager">
          <ChatAvatarFace ref={refs.face}>
            <ChatAvatarInitials ref={refs.initials} />
            <ChatAvatarImage ref={refs.image} />
          </ChatAvatarFace>
          <ChatAvatarRefreshButton ref={refs.button} />
        </ChatAvatarRoot>
      </ChatPictureProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(app(JOHN));
  return { refs, show: (chatId: string) => rerender(app(chatId)) };
}

describe('the parts under their flat names', () => {
  it('are the parts of ChatAvatar', () => {
    expect({ ...ChatAvatar }).toMatchObject({
      Root: ChatAvatarRoot,
      Face: ChatAvatarFace,
      Initials: ChatAvatarInitials,
      Image: ChatAvatarImage,
      RefreshButton: ChatAvatarRefreshButton,
    });
  });

  it('forward their refs', async () => {
    const { refs } = renderParts();
    await waitFor(() => expect(refs.root.current?.dataset.state).toBe('picture'));
    expect(refs.root.current?.matches('[data-chat-avatar]')).toBe(true);
    expect(refs.face.current?.matches('[role="img"]')).toBe(true);
    expect(refs.initials.current?.textContent).toBe('JD');
    expect(refs.image.current?.src).toBe(RED);
    expect(refs.button.current?.matches('button')).toBe(true);
  });

  it('may be two images, each with its own ref, props and events, also while one picture replaces another', async () => {
    const [behind, before] = [createRef<HTMLImageElement>(), createRef<HTMLImageElement>()];
    const loads = { behind: 0, before: 0 };
    const client = new QueryClient();
    const { container } = render(
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>
          <ChatAvatarRoot chatId={JOHN} name="John Doe" loading="eager">
            <ChatAvatarFace>
              <ChatAvatarImage ref={behind} title="behind" onLoad={() => (loads.behind += 1)} />
              <ChatAvatarImage ref={before} title="before" onLoad={() => (loads.before += 1)} />
            </ChatAvatarFace>
          </ChatAvatarRoot>
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    const images = () => [...container.querySelectorAll('img')];
    for (const url of [RED, BLUE]) {
      client.setQueryData(chatPictureOptions(source, JOHN).queryKey, picture(url));
      await waitFor(() => expect([behind.current?.src, before.current?.src]).toEqual([url, url]));
      expect([behind.current?.title, before.current?.title]).toEqual(['behind', 'before']);
      // A picture that is replaced is there until the next one has faded in.
      await waitFor(() => expect(images()).toEqual([behind.current, before.current]));
    }
    await waitFor(() => expect(loads).toEqual({ behind: 2, before: 2 }));
  });

  it('give the ref of the image to the picture of the present chat', async () => {
    const { refs, show } = renderParts();
    await waitFor(() => expect(refs.image.current?.src).toBe(RED));
    show(MONA);
    await waitFor(() => expect(refs.image.current?.src).toBe(BLUE));
    await waitFor(() => expect(refs.root.current?.dataset.state).toBe('picture'));
    expect(refs.image.current?.isConnected).toBe(true);
  });
});

it.each([
  ['an icon', <svg key="icon" aria-hidden="true" width="30" height="20" />],
  ['a box', <b key="box" style={{ display: 'inline-block', width: 30, height: 20 }} />],
])('%s in place of the letters stands in the middle of the face', (_, children) => {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={stubSource(() => ({ status: 'none', reason: 'empty' }))}>
        <ChatAvatarRoot chatId={JOHN} name="John Doe" size={80}>
          <ChatAvatarFace>
            <ChatAvatarInitials>{children}</ChatAvatarInitials>
          </ChatAvatarFace>
        </ChatAvatarRoot>
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  const middleOf = (selector: string) => {
    const element = container.querySelector(selector) as Element;
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };
  expect(middleOf('[data-chat-avatar-initials] > *')).toEqual(middleOf('[data-chat-avatar]'));
});
