import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, ChatPictureProvider, type PictureSource } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { createRef, type ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { JOHN } from '../support/chats.js';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

afterEach(cleanup);

const RED = pictureDataUrl('#c00000');

function show(source: PictureSource, avatar: ReactElement) {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>{avatar}</ChatPictureProvider>
    </QueryClientProvider>,
  );
  return (part: string) => container.querySelector<HTMLElement>(`[data-chat-avatar${part}]`);
}

describe('render', () => {
  it('may change the style that it gets, and other avatars keep theirs', () => {
    const part = show(
      stubSource(() => picture(RED)),
      <>
        <ChatAvatar chatId={JOHN} name="John Doe" size={40} />
        <ChatAvatar
          chatId={JOHN}
          name="John Doe"
          size={40}
          render={(props) => {
            Object.assign(props.style ?? {}, { outline: '2px solid red' });
            return <b {...props} />;
          }}
        />
        <ChatAvatar chatId={JOHN} name="Jane Doe" size={40} />
      </>,
    );
    const outlines = [...(part('')?.parentElement?.children ?? [])].map(
      (avatar) => (avatar as HTMLElement).style.outlineStyle,
    );
    expect(outlines).toEqual(['', 'solid', '']);
  });

  it('replaces the element of each part; the parts keep their attributes and refs', async () => {
    const refs = {
      root: createRef<HTMLSpanElement>(),
      face: createRef<HTMLSpanElement>(),
      initials: createRef<HTMLSpanElement>(),
      image: createRef<HTMLImageElement>(),
      button: createRef<HTMLButtonElement>(),
    };
    const part = show(
      stubSource(() => picture(RED)),
      <ChatAvatar.Root
        ref={refs.root}
        chatId={JOHN}
        name="John Doe"
        loading="eager"
        render={(props, { state }) => <a {...props} href={`#${state}`} />}
      >
        <ChatAvatar.Face ref={refs.face} render={(props, { state }) => <div {...props} lang={state} />}>
          <ChatAvatar.Initials
            ref={refs.initials}
            render={(props, { state }) => <b {...props} lang={state} />}
          />
          <ChatAvatar.Image
            ref={refs.image}
            // biome-ignore lint/a11y/useAltText: alt is among the props.
            render={(props, { state }) => <img {...props} lang={state} />}
          />
        </ChatAvatar.Face>
        <ChatAvatar.RefreshButton
          ref={refs.button}
          render={(props, { state }) => <button {...props} value={state} />}
        />
      </ChatAvatar.Root>,
    );
    await waitFor(() => expect(part('')).toHaveAttribute('href', '#picture'));
    expect(part('')?.dataset.state).toBe('picture');
    expect(part('-face')).toMatchObject({
      localName: 'div',
      lang: 'picture',
      role: 'img',
      ariaLabel: 'John Doe',
    });
    expect(part('-initials')).toMatchObject({ localName: 'b', lang: 'picture', textContent: 'JD' });
    expect(part('-image')).toMatchObject({ localName: 'img', lang: 'picture' });
    expect(part('-refresh')).toMatchObject({ localName: 'button', value: 'ready' });
    expect(refs.root.current).toBe(part(''));
    expect(refs.face.current).toBe(part('-face'));
    expect(refs.initials.current).toBe(part('-initials'));
    expect(refs.image.current).toBe(part('-image'));
    expect(refs.button.current).toBe(part('-refresh'));
  });

  it('replaces the outer element of the whole avatar, and keeps its badge', async () => {
    const ref = createRef<HTMLSpanElement>();
    const part = show(
      stubSource(() => ({ status: 'none', reason: 'empty' })),
      <ChatAvatar
        ref={ref}
        chatId={JOHN}
        name="John Doe"
        className="mine"
        badge="1"
        render={(props, { state }) => <figure {...props} title={state} />}
      />,
    );
    await waitFor(() => expect(part('')).toHaveAttribute('title', 'none'));
    expect(part('')).toMatchObject({ localName: 'figure', className: 'mine' });
    expect(part('-badge')).toHaveTextContent('1');
    expect(ref.current).toBe(part(''));
  });

  it('tells the refresh button that it is busy, then unavailable', async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const source = stubSource((_, refresh) => (refresh ? answered.then(() => picture(RED)) : picture(RED)));
    const part = show(
      source,
      <ChatAvatar.Root chatId={JOHN} name="John Doe">
        <ChatAvatar.RefreshButton render={(props, { state }) => <button {...props} value={state} />} />
      </ChatAvatar.Root>,
    );
    screen.getByRole('button').click();
    await waitFor(() => expect(part('-refresh')).toHaveValue('busy'));
    answer();
    await waitFor(() => expect(part('-refresh')).toHaveValue('unavailable'));
  });
});
