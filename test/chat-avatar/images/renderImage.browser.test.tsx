import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  type ChatAvatarProps,
  type ChatPicture,
  ChatPictureProvider,
  chatPictureOptions,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { createRef, type SyntheticEvent, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ANA, showAvatar } from '../../support/avatars.js';
import { hostImage } from '../../support/imageHost.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');

type Render = NonNullable<ChatAvatarProps['renderImage']>;

/** A component that keeps `ref` and unknown attributes to itself. */
const withoutRef: Render = ({ src, onLoad, onError, width, height }) => (
  <span>
    <img alt="" src={src} width={width} height={height} onLoad={onLoad} onError={onError} />
  </span>
);

/** `next/image` gives its own event objects, with the image as their target. */
const withOwnEvents: Render = ({ ref, onLoad, onError, ...props }) => (
  <img
    {...props}
    ref={ref}
    alt=""
    onLoad={(event) => {
      const own = { ...event, type: 'load', target: event.currentTarget, currentTarget: event.currentTarget };
      onLoad?.(own as SyntheticEvent<HTMLImageElement>);
    }}
    onError={(event) => onError?.(event)}
  />
);

describe.each([
  ['a component that does not hand on ref', withoutRef],
  ['a component with events of its own', withOwnEvents],
])('%s', (_, renderImage) => {
  it('is painted, replaced, and letters when it fails', async () => {
    const source = stubSource(() => picture(RED));
    const avatar = showAvatar(source, { renderImage });
    await avatar.becomes('picture');
    const { queryKey } = chatPictureOptions(source, ANA);
    avatar.client.setQueryData(queryKey, picture(BLUE));
    await waitFor(() => expect(avatar.images().map(({ src }) => src)).toEqual([BLUE]));
    await avatar.becomes('picture');
    const dead = await hostImage({ statuses: [404] });
    avatar.client.setQueryData(queryKey, picture(dead));
    await avatar.becomes('error');
  });
});

it('a function that comes while the picture is decoded is painted by its own element', async () => {
  const never = new Promise<void>(() => {});
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(never);
  const source = stubSource(() => picture(RED));
  const avatar = showAvatar(source, {});
  await waitFor(() => expect(HTMLImageElement.prototype.decode).toHaveBeenCalled());
  vi.restoreAllMocks();
  // biome-ignore lint/a11y/useAltText: alt is among the props.
  avatar.update({ renderImage: ({ ref, ...props }) => <img {...props} ref={ref} key="own" /> });
  await avatar.becomes('picture');
});

it('a picture that is replaced is not rendered again by a function that hands on no ref', async () => {
  const rendered: string[] = [];
  const withoutRef: Render = ({ ref: _, ...props }) => {
    rendered.push(props.src);
    return <img {...props} alt="" />;
  };
  const client = new QueryClient();
  const source = stubSource(() => picture(RED));
  const app = (size: number) => (
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>
        <ChatAvatar.Root chatId={ANA} name="Ana" loading="eager" size={size}>
          <ChatAvatar.Face>
            <ChatAvatar.Image render={withoutRef} />
          </ChatAvatar.Face>
        </ChatAvatar.Root>
      </ChatPictureProvider>
    </QueryClientProvider>
  );
  const { container, rerender } = render(app(40));
  const images = () => [...container.querySelectorAll('img')].map(({ src }) => src);
  await waitFor(() => expect(container.querySelector('[data-state="picture"]')).not.toBeNull());
  vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(new Promise(() => {}));
  client.setQueryData(chatPictureOptions(source, ANA).queryKey, picture(BLUE));
  await waitFor(() => expect(images()).toEqual([RED, BLUE]));
  rendered.length = 0;
  rerender(app(80));
  expect(rendered).toEqual([BLUE]);
});

it('a function that calls hooks is painted, replaced, and letters when it fails', async () => {
  const withHooks: Render = ({ ref, ...props }) => {
    const [sizes] = useState(props.sizes);
    return <img {...props} ref={ref} alt="" sizes={sizes} />;
  };
  const none: ChatPicture = { status: 'none', reason: 'empty' };
  const source = stubSource(() => none);
  const avatar = showAvatar(source, { renderImage: withHooks });
  await avatar.becomes('none');
  const { queryKey } = chatPictureOptions(source, ANA);
  for (const url of [RED, BLUE]) {
    avatar.client.setQueryData(queryKey, picture(url));
    await waitFor(() => expect(avatar.images().map(({ src }) => src)).toEqual([url]));
    await avatar.becomes('picture');
  }
  avatar.client.setQueryData(queryKey, none);
  await avatar.becomes('none');
});

describe('the ref of ChatAvatar.Image', () => {
  it('is the image on top, also after A → B → A, and null without one', async () => {
    const source = stubSource(() => picture(RED));
    const client = new QueryClient();
    const ref = createRef<HTMLImageElement>();
    const { container } = render(
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>
          <ChatAvatar.Root chatId={ANA} name="Ana" style={{ '--chat-avatar-fade': '5s' }}>
            <ChatAvatar.Face>
              <ChatAvatar.Initials />
              <ChatAvatar.Image ref={ref} />
            </ChatAvatar.Face>
          </ChatAvatar.Root>
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    const { queryKey } = chatPictureOptions(source, ANA);
    expect(ref.current ?? null).toBeNull();
    await waitFor(() => expect(ref.current?.src).toBe(RED));
    const first = ref.current;
    await waitFor(() => expect(first).toHaveAttribute('data-chat-avatar-image', 'painted'));
    client.setQueryData(queryKey, picture(BLUE));
    await waitFor(() => expect(ref.current?.src).toBe(BLUE));
    client.setQueryData(queryKey, picture(RED));
    await waitFor(() => expect(ref.current).toBe(first));
    expect(container.querySelectorAll('img')).toHaveLength(1);
    const none: ChatPicture = { status: 'none', reason: 'empty' };
    client.setQueryData(queryKey, none);
    await waitFor(() => expect(ref.current ?? null).toBeNull());
  });
});
