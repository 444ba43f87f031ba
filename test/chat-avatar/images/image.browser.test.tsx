import { render, screen, waitFor } from '@testing-library/react';
import { ChatAvatar, type ChatAvatarProps } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { GROUP, JOHN, MONA } from '../../support/chats.js';
import { deferred, picture, stubSource } from '../../support/sources.js';

import { BLUE, becomes, client, frame, inApp, RED, show, state } from '../showAvatar.js';

describe('the image', () => {
  it('has the attributes for lazy, anonymous loading, and no other URL scheme', async () => {
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
    // The image cannot resolve this length: too sharp is better than blurred.
    ['100%', 640],
  ])('of size %s is requested in the width that it needs', async (size, width) => {
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

  it('can be a framework’s own, which is painted and refetched like ours', async () => {
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

  it('waits until it is decoded, so that it is never painted in part', async () => {
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

  it('is not painted for another chat when the chat changes during decoding', async () => {
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

  it('never shows the previous chat’s picture, not even while the next one loads', async () => {
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

  it('that fails to load becomes letters at once, with one ordinary refetch, never a loop (rule 7)', async () => {
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

  it('that fails again ten minutes later is refetched again, although the clock was set back', async () => {
    onTestFinished(() => void vi.restoreAllMocks());
    const elapsed = performance.now.bind(performance);
    const clock = Date.now;
    const source = stubSource(() => picture('https://pps.invalid/a.jpg?oh=1'));
    const { root } = show(source);
    await becomes(root, 'error');
    await waitFor(() => expect(source.asked(JOHN)).toBe(2));
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed() + 11 * 60_000);
    vi.spyOn(Date, 'now').mockImplementation(() => clock() - 24 * 60 * 60_000);
    client.setQueryData(['chat-picture', source.id, JOHN], picture('https://pps.invalid/a.jpg?oh=2'));
    await waitFor(() => expect(source.asked(JOHN)).toBe(3));
  });

  it('that one avatar paints and another cannot is refetched once, not in a loop', async () => {
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

  it('is refetched once when a hundred avatars show it', async () => {
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

  it('has failed by URL, not by a flag: another URL is another attempt', async () => {
    const source = stubSource((chatId) => picture(chatId === JOHN ? 'https://pps.invalid/x.jpg' : RED));
    const { root, update } = show(source);
    await becomes(root, 'error');
    update({ chatId: MONA });
    await becomes(root, 'picture');
  });
});
