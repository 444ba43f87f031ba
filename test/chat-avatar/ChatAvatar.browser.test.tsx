import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import {
  ChatAvatar,
  type ChatAvatarProps,
  type ChatPicture,
  ChatPictureError,
  ChatPictureProvider,
  type PictureSource,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { type ReactElement, StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { pictureDataUrl } from '../support/images.js';
import { deferred, picture, stubSource } from '../support/sources.js';

const JOHN = '201234567890@c.us';
const MONA = '201234567891@c.us';
const GROUP = '120363043968066561@g.us';
const NONE: ChatPicture = { status: 'none', reason: 'empty' };
const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');

let client = new QueryClient();

afterEach(() => {
  cleanup();
  client = new QueryClient();
  document.documentElement.removeAttribute('style');
});

function inApp(source: PictureSource, children: ReactElement) {
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}

function show(source: PictureSource, props: Partial<ChatAvatarProps> = {}) {
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

const state = (root: HTMLElement) => root.dataset.state;
const becomes = (root: () => HTMLElement, expected: string) =>
  waitFor(() => expect(state(root())).toBe(expected));
/** Every URL that any image had while it stood in the page. */
function watchImages(container: HTMLElement) {
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

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

describe('what is painted', () => {
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

  it('is a glyph, and never a "+1", for a number or nothing (rule 12)', async () => {
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

  it('survives a name of a million characters', async () => {
    const { root } = show(
      stubSource(() => NONE),
      { name: 'ab '.repeat(333_333) },
    );
    await becomes(root, 'none');
    expect(root().textContent).toBe('AA');
  });

  it('keeps its colour through a rename, and has another for another chat (rule 11)', () => {
    const { root, update } = show(stubSource(() => NONE));
    const color = () => root().style.getPropertyValue('--_ca-bg');
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

describe('the image', () => {
  it('has every attribute that keeps it quiet, and never another scheme', async () => {
    const { root, images } = show(
      stubSource(() => picture(RED)),
      { size: 56 },
    );
    await becomes(root, 'picture');
    const image = images()[0] as HTMLImageElement;
    expect(image.getAttribute('referrerpolicy')).toBe('no-referrer');
    expect(image.getAttribute('decoding')).toBe('async');
    expect(image.getAttribute('draggable')).toBe('false');
    expect(image.getAttribute('crossorigin')).toBeNull();
    expect(image.getAttribute('alt')).toBe('');
    expect(image.getAttribute('width')).toBe('56');
    expect(image.getAttribute('height')).toBe('56');
  });

  it.each<[size: ChatAvatarProps['size'], width: number]>([
    ['md', 48],
    [40, 48],
    ['5.5rem', 96],
    ['calc(4rem + 20px)', 96],
    [96, 96],
    // What the image cannot know: rather too sharp than blurred.
    ['100%', 640],
  ])('of size %s is asked for in the width that it needs', async (size, width) => {
    // Chromium takes the widest of `data:` URLs, so these have to be URLs that it would have to fetch.
    const urlOf = (w: number) => `https://pps.invalid/${w}.jpg`;
    const srcSet = [48, 96, 640].map((w) => `${urlOf(w)} ${w}w`).join(', ');
    const chosen: string[] = [];
    const { root } = show(
      stubSource(() => picture(urlOf(640), { srcSet })),
      {
        size,
        renderImage: ({ onError, ...props }) => (
          <img
            {...props}
            alt=""
            onError={(event) => {
              chosen.push(event.currentTarget.currentSrc);
              onError?.(event);
            }}
          />
        ),
      },
    );
    await becomes(root, 'error');
    expect(chosen[0]).toBe(urlOf(width));
  });

  it('can be a framework’s own, which is painted and healed as ours is', async () => {
    const source = stubSource((_, __, call) => picture(call === 1 ? 'https://pps.invalid/x.jpg' : RED));
    const { root, images } = show(source, {
      renderImage: (props) => <img {...props} alt="" data-framework="" />,
    });
    await becomes(root, 'picture');
    expect(source.calls).toHaveLength(2);
    expect(images().map((image) => [image.src, image.hasAttribute('data-framework')])).toEqual([[RED, true]]);
  });

  it('is replaced only when the next one can be painted', async () => {
    const source = stubSource((_, refresh) => picture(refresh ? BLUE : RED));
    const { root, images } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    const states: (string | undefined)[] = [];
    const layers: string[][] = [];
    const observer = new MutationObserver(() => {
      states.push(state(root()));
      layers.push(images().map(({ src }) => src));
    });
    observer.observe(root(), { attributes: true, childList: true, subtree: true });
    await userEvent.click(screen.getByRole('button', { name: 'Refresh picture of John Doe' }));
    await waitFor(() => expect(images().map(({ src }) => src)).toEqual([BLUE]));
    observer.disconnect();
    expect(states.every((seen) => seen === 'picture')).toBe(true);
    expect(layers).toContainEqual([RED, BLUE]);
    expect(layers).not.toContainEqual([]);
  });

  it('waits until it is decoded, so that it is never seen in part', async () => {
    const decoded = deferred<void>();
    const decode = vi.spyOn(HTMLImageElement.prototype, 'decode').mockReturnValue(decoded.promise);
    const { root, images } = show(stubSource(() => picture(RED)));
    await waitFor(() => expect(decode).toHaveBeenCalled());
    await frame();
    expect(images()[0]?.complete).toBe(true);
    expect(getComputedStyle(images()[0] as Element).opacity).toBe('0');
    expect(state(root())).toBe('pending');
    decoded.resolve();
    await becomes(root, 'picture');
    decode.mockRestore();
  });

  it('is nobody else’s when the chat changes while it is decoded', async () => {
    const johns = deferred<void>();
    const decode = vi.spyOn(HTMLImageElement.prototype, 'decode').mockImplementation(function (
      this: HTMLImageElement,
    ) {
      return this.src === RED ? johns.promise : new Promise(() => {});
    });
    const source = stubSource((chatId) => picture(chatId === JOHN ? RED : BLUE));
    const { root, images, update } = show(source);
    await waitFor(() => expect(decode).toHaveBeenCalled());
    update({ chatId: MONA, name: 'Mona Kane' });
    await waitFor(() => expect(images().map(({ src }) => src)).toEqual([BLUE]));
    johns.resolve();
    await frame();
    await frame();
    expect(images().map(({ src }) => src)).toEqual([BLUE]);
    expect(state(root())).toBe('pending');
    decode.mockRestore();
  });

  it.each(['data:image/svg+xml;base64,PHN2Zy8+', 'javascript:alert(1)', 'file:///a.png'])(
    'has no candidate that may not be shown: %s',
    async (url) => {
      for (const srcSet of [`${RED} 1x,${url} 2x`, `${RED} 1x, ${url} 2x`, `${url} 2x,${RED} 1x`]) {
        const { root, images, unmount } = show(stubSource(() => picture(RED, { srcSet })));
        await becomes(root, 'picture');
        expect(images()[0]?.hasAttribute('srcset')).toBe(false);
        unmount();
        client.clear();
      }
    },
  );

  it('is never another chat’s, not even for the moment that the next one takes', async () => {
    const source = stubSource(() => picture(RED));
    client.setQueryData(['chat-picture', source.id, MONA], picture('https://pps.invalid/mona.jpg'));
    const { root, images, update } = show(source);
    await becomes(root, 'picture');
    update({ chatId: MONA, name: 'Mona' });
    expect(images().map(({ src }) => src)).toEqual(['https://pps.invalid/mona.jpg']);
    expect(state(root())).toBe('pending');
    update({ chatId: GROUP });
    expect(images()).toHaveLength(0);
  });

  it('that will not load is letters at once and one ordinary refetch, never a loop (rule 7)', async () => {
    let signature = 0;
    const source = stubSource(() => {
      signature += 1;
      return picture(`https://pps.invalid/a.jpg?oh=${signature}`);
    });
    const states: string[] = [];
    const { root } = show(source, { onStateChange: (next) => states.push(next) });
    await waitFor(() => expect(states).toEqual(['error', 'pending', 'error']));
    await becomes(root, 'error');
    await frame();
    expect(source.asked(JOHN)).toBe(2);
    expect(source.refreshes()).toBe(0);
  });

  it('that one avatar paints and another cannot is asked for once more, and not for ever', async () => {
    let signature = 0;
    const signed = () => picture(`${RED}#${++signature}`);
    const source = stubSource(signed);
    const failing: ChatAvatarProps['renderImage'] = ({ onError, ...props }) => (
      <img {...props} alt="" src="https://pps.invalid/x.jpg" onError={(event) => onError?.(event)} />
    );
    const { container } = render(
      inApp(
        source,
        <>
          <ChatAvatar chatId={JOHN} name="John Doe" />
          <ChatAvatar chatId={JOHN} name="John Doe" renderImage={failing} />
        </>,
      ),
    );
    const root = () => container.querySelector<HTMLElement>('[data-chat-avatar]') as HTMLElement;
    await becomes(root, 'picture');
    await waitFor(() => expect(source.calls.length).toBeGreaterThan(1));
    for (let i = 0; i < 30; i += 1) await frame();
    expect(source.calls.length).toBeLessThanOrEqual(4);
  });

  it('is shown when the refetch brings one that loads', async () => {
    const source = stubSource((_, __, call) =>
      picture(call === 1 ? 'https://pps.invalid/dead.jpg?oe=1' : RED),
    );
    const { root } = show(source);
    await becomes(root, 'picture');
    expect(source.calls).toHaveLength(2);
  });

  it('is asked for once more, not a hundred times, when a hundred avatars show it', async () => {
    const source = stubSource(() => picture('https://pps.invalid/dead.jpg'));
    const { container } = render(
      inApp(
        source,
        <div>
          {Array.from({ length: 100 }, (_, i) => (
            <ChatAvatar key={String(i)} chatId={JOHN} name="John Doe" />
          ))}
        </div>,
      ),
    );
    await waitFor(() => {
      const avatars = [...container.querySelectorAll<HTMLElement>('[data-chat-avatar]')];
      expect(avatars.every((avatar) => state(avatar) === 'error')).toBe(true);
    });
    expect(source.calls).toHaveLength(2);
  });

  it('is remembered by its URL, not by a flag: another one is another attempt', async () => {
    const source = stubSource((chatId) => picture(chatId === JOHN ? 'https://pps.invalid/x.jpg' : RED));
    const { root, update } = show(source);
    await becomes(root, 'error');
    update({ chatId: MONA });
    await becomes(root, 'picture');
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
  ])('%j is %i px, and never a hole', (size, px) => {
    const { root } = show(
      stubSource(() => NONE),
      { size },
    );
    expect(width(root())).toBe(px);
  });

  it('is what the page says, by a custom property on a class or further up, where the prop says nothing', () => {
    const { root, container, update } = show(stubSource(() => NONE));
    container.style.setProperty('--chat-avatar-size', '72px');
    expect(width(root())).toBe(72);
    update({ size: 'sm' });
    expect(width(root())).toBe(32);
  });
});

describe('a ring', () => {
  it('is whole beside a badge: it is on the root, which nothing is cut out of', () => {
    const { root } = show(
      stubSource(() => NONE),
      { ring: 'unread', badge: 'x' },
    );
    const { outlineStyle, outlineWidth, maskImage } = getComputedStyle(root());
    expect([outlineStyle, outlineWidth, maskImage]).toEqual(['solid', '2px', 'none']);
  });
});

describe('off-screen (rule 10)', () => {
  it('asks for nothing until the avatar comes near', async () => {
    const source = stubSource(() => NONE);
    const { container } = render(
      inApp(
        source,
        <div>
          <div style={{ height: 5_000 }} />
          <ChatAvatar chatId={JOHN} name="John Doe" />
          <ChatAvatar chatId={MONA} name="Mona" loading="eager" />
        </div>,
      ),
    );
    await waitFor(() => expect(source.asked(MONA)).toBe(1));
    await frame();
    expect(source.asked(JOHN)).toBe(0);
    container.querySelector('[data-chat-avatar]')?.scrollIntoView();
    await waitFor(() => expect(source.asked(JOHN)).toBe(1));
    window.scrollTo(0, 0);
  });

  it('asks for nothing either when it is given to another chat while it is far away', async () => {
    const source = stubSource(() => picture(RED));
    const { container, root, update } = show(source);
    await becomes(root, 'picture');
    const above = document.createElement('div');
    above.style.height = '5000px';
    container.prepend(above);
    window.scrollTo(0, 0);
    await frame();
    update({ chatId: GROUP });
    for (let i = 0; i < 10; i += 1) await frame();
    expect(source.asked(GROUP)).toBe(0);
    root().scrollIntoView();
    await waitFor(() => expect(source.asked(GROUP)).toBe(1));
    await becomes(root, 'picture');
    // In view it asks at once.
    update({ chatId: '201111111111@c.us' });
    await waitFor(() => expect(source.asked('201111111111@c.us')).toBe(1));
  });

  it('shows a picture that is known already, without asking', async () => {
    const source = stubSource(() => picture(RED));
    client.setQueryData(['chat-picture', source.id, JOHN], picture(RED));
    const { root } = show(source);
    await becomes(root, 'picture');
    expect(source.calls).toHaveLength(0);
  });
});

describe('access (rule 13)', () => {
  it('is one image with one name', async () => {
    const { root } = show(
      stubSource(() => picture(RED)),
      { refreshable: true },
    );
    await becomes(root, 'picture');
    const image = screen.getByRole('img');
    expect(image).toHaveAccessibleName('John Doe');
    expect(within(image).queryByRole('button')).toBeNull();
    expect(root()).toContainElement(screen.getByRole('button'));
    expect(root()).toContainElement(image);
  });

  it('has a name without a name, and one of your own', () => {
    const { update } = show(
      stubSource(() => NONE),
      { name: '' },
    );
    expect(screen.getByRole('img')).toHaveAccessibleName('+201234567890');
    update({ name: 'John Doe', alt: 'Agent on duty' });
    expect(screen.getByRole('img')).toHaveAccessibleName('Agent on duty');
  });

  it('has the number’s name where the name is nothing that can be seen, or no text at all', () => {
    const { update } = show(stubSource(() => NONE));
    for (const name of ['   ', '\u200b\u200f', 12345 as never]) {
      update({ name });
      expect(screen.getByRole('img')).toHaveAccessibleName('+201234567890');
    }
    update({ name: 'John', alt: '  ' });
    expect(screen.getByRole('img')).toHaveAccessibleName('John');
  });

  it('is decorative with alt=""', async () => {
    const { root } = show(
      stubSource(() => picture(RED)),
      { alt: '' },
    );
    await becomes(root, 'picture');
    expect(screen.queryByRole('img')).toBeNull();
    expect(root().querySelector('[data-chat-avatar-face]')).toHaveAttribute('aria-hidden', 'true');
  });
});

describe('a face that is hidden', () => {
  const hidden = () => stubSource(() => ({ status: 'restricted' }));
  const lock = (root: HTMLElement) => root.querySelector('[data-chat-avatar-lock]');

  it('has a small lock when that is wanted, and not otherwise', async () => {
    const { root, update } = show(hidden());
    await becomes(root, 'restricted');
    expect(lock(root())).toBeNull();
    update({ restrictedBadge: true });
    expect(lock(root())).not.toBeNull();
    update({ restrictedBadge: true, badge: 'own' });
    expect(lock(root())).toBeNull();
    expect(root()).toHaveTextContent('own');
  });

  it('has none while there is a picture', async () => {
    const { root } = show(
      stubSource(() => picture(RED)),
      { restrictedBadge: true },
    );
    await becomes(root, 'picture');
    expect(lock(root())).toBeNull();
  });
});

describe('the refresh button', () => {
  it('works by keyboard, is busy, then says why it is unavailable, and keeps its focus', async () => {
    const answer = deferred<ChatPicture>();
    const source = stubSource((_, refresh) => (refresh ? answer.promise : picture(RED)));
    const { root } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.tab();
    const button = screen.getByRole('button', { name: 'Refresh picture of John Doe' });
    expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(button).toHaveAccessibleName('Refreshing picture…'));
    expect(screen.getByRole('status')).toHaveTextContent('Refreshing picture…');
    expect(button).toHaveAttribute('aria-busy', 'true');
    await userEvent.keyboard('{Enter}');
    answer.resolve(picture(BLUE));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Picture updated.'));
    expect(button).toHaveFocus();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/Available again in about \d+ s/);
    await userEvent.keyboard('{Enter}');
    expect(source.refreshes()).toBe(1);
  });

  it('does not open the row it stands in', async () => {
    const open = vi.fn();
    const source = stubSource(() => picture(RED));
    render(
      inApp(
        source,
        // biome-ignore lint/a11y/noStaticElementInteractions: stands for a row of somebody's dashboard.
        // biome-ignore lint/a11y/useKeyWithClickEvents: stands for a row of somebody's dashboard.
        <div onClick={open}>
          <ChatAvatar chatId={JOHN} name="John Doe" refreshable />
        </div>,
      ),
    );
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(source.refreshes()).toBe(1));
    expect(open).not.toHaveBeenCalled();
  });

  it('keeps its keys from the row it stands in', async () => {
    const open = vi.fn();
    const source = stubSource(() => picture(RED));
    render(
      inApp(
        source,
        <div
          role="button"
          tabIndex={-1}
          onKeyDown={(event) => {
            event.preventDefault();
            open();
          }}
        >
          <ChatAvatar chatId={JOHN} name="John Doe" refreshable />
        </div>,
      ),
    );
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(source.refreshes()).toBe(1));
    expect(open).not.toHaveBeenCalled();
  });

  it('tells of a failure, and the picture stays', async () => {
    const source = stubSource((_, refresh) =>
      refresh ? new ChatPictureError('session-not-ready', 'The session is stopped.') : picture(RED),
    );
    const { root } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The session is stopped.'));
    expect(state(root())).toBe('picture');
    // To the eye too, and not as if it had been refreshed.
    const why = /^The picture could not be refreshed\. The session is stopped\. Try again in about \d+ s\.$/;
    await waitFor(() =>
      expect(screen.getByRole('button').firstElementChild).toHaveAttribute(
        'title',
        expect.stringMatching(why),
      ),
    );
    expect(screen.getByRole('button')).toHaveAccessibleDescription(why);
  });

  it('says nothing about another chat than the one it was pressed for', async () => {
    const source = stubSource((_, refresh) =>
      refresh ? new ChatPictureError('network', 'Down.') : picture(RED),
    );
    const { root, update } = show(source, { refreshable: true });
    await becomes(root, 'picture');
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Down.'));
    update({ chatId: GROUP });
    await waitFor(() => expect(screen.getByRole('status')).toBeEmptyDOMElement());
    expect(screen.getByRole('button')).not.toHaveAccessibleDescription();
  });

  it.each([16, 24, 32, 40, 96, 512])(
    'is large enough to be hit, and leaves the face to be seen: %i px',
    (size) => {
      const { root } = show(
        stubSource(() => NONE),
        { refreshable: true, size },
      );
      const button = screen.getByRole('button').getBoundingClientRect();
      const face = root().getBoundingClientRect();
      expect(button.width).toBe(button.height);
      expect(button.width).toBeGreaterThanOrEqual(24);
      expect(button.width).toBeLessThanOrEqual(40);
      expect(button.left).toBeGreaterThan(face.left + face.width / 2);
      expect(button.bottom).toBeLessThan(face.top + face.height / 2);
    },
  );
});

describe('the element', () => {
  it('passes on what a span takes, and any class wins over the library’s styles', () => {
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

  it('is composed of parts, and each says where it belongs', () => {
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
