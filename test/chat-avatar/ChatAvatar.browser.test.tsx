import { render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps, type ChatPicture, ChatPictureError } from 'chat-avatar';
import 'chat-avatar/styles.css';
import type { ReactElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { GROUP, JOHN, NONE } from '../support/chats.js';
import { deferred, picture, stubSource } from '../support/sources.js';

import { becomes, inApp, RED, show, state, watchImages } from './showAvatar.js';

describe('the painted content', () => {
  it('is letters first, and the picture once it can be painted (rule 8)', async () => {
    const answer = deferred<ChatPicture>();
    const { root, images } = show(stubSource(() => answer.promise));
    expect(state(root())).toBe('pending');
    expect(root()).toHaveTextContent('JD');
    expect(images()).toHaveLength(0);
    answer.resolve(picture(RED));
    await becomes(root, 'picture');
    const [image] = images();
    expect(image?.naturalWidth).toBe(64);
    expect(image?.getBoundingClientRect()).toMatchObject({ width: 40, height: 40 });
    const letters = root().querySelector('[data-chat-avatar-initials]') as HTMLElement;
    await waitFor(() => expect(getComputedStyle(letters).visibility).toBe('hidden'));
  });

  it.each<[string, ChatPicture | ChatPictureError]>([
    ['none', NONE],
    ['none', { status: 'none', reason: 'not-found' }],
    ['restricted', { status: 'restricted' }],
    ['error', new ChatPictureError('unauthorized', 'no')],
    ['error', picture('javascript:alert(1)')],
    ['error', picture('data:image/svg+xml;base64,PHN2Zy8+')],
    ['error', picture('file:///a.png')],
    ['error', picture('https://pps.invalid/never.jpg')],
  ])('is letters when the answer is %s: %j (rule 9)', async (expected, answer) => {
    const { root, images, container } = show(stubSource(() => answer));
    const seen = watchImages(container);
    await becomes(root, expected);
    expect(seen().every((url) => url.startsWith('https:'))).toBe(true);
    await waitFor(() => expect(images()).toHaveLength(0));
    expect(root().textContent).toBe('JD');
    expect(root().getBoundingClientRect()).toMatchObject({ width: 40, height: 40 });
  });

  it('is a glyph, never "+1", for a phone number or an empty name (rule 12)', async () => {
    const source = stubSource(() => NONE);
    const { root, update } = show(source, { name: '+44 7123 456789' });
    for (const name of ['+44 7123 456789', '', '  ', '???', undefined, null]) {
      update({ name });
      expect(root().textContent).toBe('');
      expect(root().querySelector('[data-chat-avatar-initials] svg')).not.toBeNull();
    }
    const person = root().querySelector('svg')?.outerHTML;
    update({ chatId: GROUP, name: '' });
    expect(root().querySelector('svg')?.outerHTML).not.toBe(person);
  });

  it('handles a name of a million characters', async () => {
    const { root } = show(
      stubSource(() => NONE),
      { name: 'ab '.repeat(333_333) },
    );
    await becomes(root, 'none');
    expect(root().textContent).toBe('AA');
  });

  it('keeps its colour through a rename, and has another for another chat (rule 11)', () => {
    const { root, update } = show(stubSource(() => NONE));
    const color = () => root().style.getPropertyValue('--_cb');
    const before = color();
    update({ name: 'Mona Howard Kane' });
    expect(root()).toHaveTextContent('MK');
    expect(color()).toBe(before);
    update({ chatId: '201234567890@s.whatsapp.net' });
    expect(color()).toBe(before);
    const others = ['1', '2', '3', '4', '5'].map((n) => {
      update({ chatId: `20123456789${n}@c.us` });
      return color();
    });
    expect(others.some((other) => other !== before)).toBe(true);
  });

  it('takes a palette of your own, for light and dark', () => {
    const palette = [
      {
        light: { background: '#ffeeaa', foreground: '#332200' },
        dark: { background: '#332200', foreground: '#ffeeaa' },
      },
    ];
    const { root } = show(
      stubSource(() => NONE),
      { palette },
    );
    const colors = () => {
      const { backgroundColor, color } = getComputedStyle(
        root().querySelector('[data-chat-avatar-face]') as Element,
      );
      return [backgroundColor, color];
    };
    document.documentElement.style.colorScheme = 'light';
    expect(colors()).toEqual(['rgb(255, 238, 170)', 'rgb(51, 34, 0)']);
    document.documentElement.style.colorScheme = 'dark';
    expect(colors()).toEqual(['rgb(51, 34, 0)', 'rgb(255, 238, 170)']);
  });

  it('follows the color-scheme of the page, and a .dark class above', () => {
    const { root, container } = show(stubSource(() => NONE));
    const face = () => getComputedStyle(root().firstElementChild as Element).backgroundColor;
    document.documentElement.style.colorScheme = 'light';
    const light = face();
    document.documentElement.style.colorScheme = 'dark';
    expect(face()).not.toBe(light);
    const dark = face();
    document.documentElement.style.colorScheme = 'light';
    container.classList.add('dark');
    expect(face()).toBe(dark);
  });

  it.each([
    ['light', 'light'],
    ['dark', 'dark'],
    ['dark light', 'light'],
    ['light dark', 'dark'],
    ['dark light dark', 'dark'],
    ['light dark light', 'light'],
  ])('takes the nearest theme of %s, by class or data-theme', (themes, nearest) => {
    const within = ([theme, ...inner]: string[], byClass: boolean): ReactElement => {
      if (theme === undefined) return <ChatAvatar chatId={JOHN} />;
      const content = within(inner, !byClass);
      return byClass ? <div className={theme}>{content}</div> : <div data-theme={theme}>{content}</div>;
    };
    const { container } = render(
      inApp(
        stubSource(() => NONE),
        <>
          {within(themes.split(' '), true)}
          {within(themes.split(' '), false)}
        </>,
      ),
    );
    const schemes = [...container.querySelectorAll('[data-chat-avatar]')].map(
      (avatar) => getComputedStyle(avatar).colorScheme,
    );
    expect(schemes).toEqual([nearest, nearest]);
  });
});

describe('size', () => {
  const width = (element: HTMLElement) => element.getBoundingClientRect().width;

  it.each<[size: never | string | number, px: number]>([
    ['64', 64],
    [' 64 ', 64],
    ['abc', 40],
    ['', 40],
    ['-5', 40],
    [Number.NaN, 40],
    ['2rem', 32],
    ['calc(1rem + 4px)', 20],
  ])('%j is %i px, and never 0', (size, px) => {
    const { root } = show(
      stubSource(() => NONE),
      { size },
    );
    expect(width(root())).toBe(px);
  });

  it('comes from the page’s custom property, on a class or an ancestor, without the prop', () => {
    const { root, container, update } = show(stubSource(() => NONE));
    container.style.setProperty('--chat-avatar-size', '72px');
    expect(width(root())).toBe(72);
    update({ size: 'sm' });
    expect(width(root())).toBe(32);
  });
});

describe('a ring', () => {
  it('is whole beside a badge, because the root has no cut-out', () => {
    const { root } = show(
      stubSource(() => NONE),
      { ring: 'unread', badge: 'x' },
    );
    const { outlineStyle, outlineWidth, maskImage } = getComputedStyle(root());
    expect([outlineStyle, outlineWidth, maskImage]).toEqual(['solid', '2px', 'none']);
  });
});

describe('the element', () => {
  it('forwards span props, and any class wins over the library’s styles', () => {
    const style = document.createElement('style');
    style.textContent = '.mine { inline-size: 77px }';
    document.head.prepend(style);
    const refs: (HTMLSpanElement | null)[] = [];
    const { container } = render(
      inApp(
        stubSource(() => NONE),
        <ChatAvatar
          ref={(element) => {
            refs.push(element);
          }}
          chatId={JOHN}
          name="John Doe"
          className="mine"
          data-testid="face"
          id="john"
        />,
      ),
    );
    const root = screen.getByTestId('face');
    expect(refs[0]).toBe(root);
    expect(root).toHaveClass('mine');
    expect(root.id).toBe('john');
    expect(root.getBoundingClientRect().width).toBe(77);
    style.remove();
    expect(container.querySelectorAll('[data-chat-avatar]')).toHaveLength(1);
  });

  it.each<[ChatAvatarProps['size'], number]>([
    ['xs', 24],
    ['xl', 96],
    [17, 17],
    ['1em', 20],
    [Number.NaN, 40],
    [-3, 40],
  ])('is square at size %s', (size, expected) => {
    document.documentElement.style.fontSize = '20px';
    const { root } = show(
      stubSource(() => NONE),
      { size },
    );
    expect(root().getBoundingClientRect()).toMatchObject({ width: expected, height: expected });
  });

  it('is composed of parts, and each throws outside of its root', () => {
    const source = stubSource(() => NONE);
    render(
      inApp(
        source,
        <ChatAvatar.Root chatId={JOHN} name="John Doe" size={64}>
          <ChatAvatar.Face>
            <ChatAvatar.Initials />
            <ChatAvatar.Image />
          </ChatAvatar.Face>
          <ChatAvatar.RefreshButton className="own" />
        </ChatAvatar.Root>,
      ),
    );
    expect(screen.getByRole('button')).toHaveClass('own');
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(inApp(source, <ChatAvatar.Image />))).toThrow(/inside <ChatAvatar.Root>/);
    silence.mockRestore();
  });
});
