import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarProps,
  ChatPictureProvider,
  chatPictureOptions,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { wcagContrast } from 'culori';
import type { CSSProperties, ReactElement } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { JOHN } from '../support/chats.js';
import { emulateMedia } from '../support/emulateMedia.js';
import { EVENTUALLY } from '../support/eventually.js';
import { pictureDataUrl } from '../support/images.js';
import { picture, stubSource } from '../support/sources.js';

const RED = pictureDataUrl('#c00000');
const BLUE = pictureDataUrl('#0000c0');

afterEach(async () => {
  cleanup();
  document.documentElement.removeAttribute('dir');
  document.documentElement.removeAttribute('style');
  await emulateMedia({});
});

function show(children: ReactElement, url?: string) {
  const source = stubSource(() => (url ? picture(url) : { status: 'none', reason: 'empty' }));
  const client = new QueryClient();
  const { container } = render(
    <QueryClientProvider client={client}>
      <ChatPictureProvider source={source}>{children}</ChatPictureProvider>
    </QueryClientProvider>,
  );
  const part = (name: string) => container.querySelector(`[data-chat-avatar${name}]`) as HTMLElement;
  return {
    part,
    root: () => part(''),
    becomes: (state: string) => waitFor(() => expect(part('').dataset.state).toBe(state)),
    change: (to: string) => client.setQueryData(chatPictureOptions(source, JOHN).queryKey, picture(to)),
  };
}

const avatar = (props: Partial<ChatAvatarProps> = {}) => (
  <ChatAvatar chatId={JOHN} name="John Doe" {...props} />
);

describe('motion', () => {
  // Long enough for any machine to paint a frame within it.
  const slowly = { '--chat-avatar-fade': '600ms' } as CSSProperties;
  const newest = () => [...document.querySelectorAll('img')].find(({ src }) => src === BLUE);

  /** Every opacity that the new picture had while the old one was still there. */
  async function change() {
    const { becomes, change: changeTo, root } = show(avatar({ style: slowly }), RED);
    await becomes('picture');
    changeTo(BLUE);
    const opacities = new Set<number>();
    await vi.waitUntil(() => {
      const image = newest();
      if (image) opacities.add(Number(getComputedStyle(image).opacity));
      return image && root().querySelectorAll('img').length === 1;
    }, EVENTUALLY);
    expect(opacities).toContain(1);
    return [...opacities];
  }

  it('a picture that replaces another fades in', async () => {
    expect((await change()).some((opacity) => opacity > 0 && opacity < 1)).toBe(true);
  });

  it('a picture that replaces another does not fade under prefers-reduced-motion', async () => {
    await emulateMedia({ 'prefers-reduced-motion': 'reduce' });
    expect((await change()).filter((opacity) => opacity > 0 && opacity < 1)).toEqual([]);
  });
});

describe('forced colours', () => {
  it('an outline stands for the colour, and the two rings differ without it', async () => {
    await emulateMedia({ 'forced-colors': 'active' });
    const { part, root } = show(avatar({ ring: 'unread' }));
    const face = getComputedStyle(part('-face'));
    expect([face.borderTopWidth, face.borderTopStyle]).toEqual(['1px', 'solid']);
    const unread = getComputedStyle(root()).outlineStyle;
    cleanup();
    const active = getComputedStyle(show(avatar({ ring: 'active' })).root()).outlineStyle;
    expect([unread, active]).toEqual(['dotted', 'solid']);
  });

  it.each([24, 41, 96])('the outline moves no letters of a face of %i px', async (size) => {
    const { container } = render(
      <QueryClientProvider client={new QueryClient()}>
        <ChatPictureProvider source={stubSource(() => ({ status: 'none', reason: 'empty' }))}>
          {avatar({ size })}
        </ChatPictureProvider>
      </QueryClientProvider>,
    );
    const letters = container.querySelector('[data-chat-avatar="letters"]') as HTMLElement;
    const place = () => {
      const range = document.createRange();
      range.selectNodeContents(letters);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { left, top, width, height };
    };
    const before = place();
    await emulateMedia({ 'forced-colors': 'active' });
    expect(getComputedStyle(letters).borderTopWidth).toBe('1px');
    expect(place()).toEqual(before);
  });
});

describe('the keyboard', () => {
  it.each(['light', 'dark'])('has a visible focus ring on a %s page', async (scheme) => {
    document.documentElement.style.colorScheme = scheme;
    show(
      <>
        {avatar({ refreshable: true })}
        <ChatAvatarGroup max={1} aria-label="Members">
          <ChatAvatar chatId="201234567891@c.us" name="Ada" />
          <ChatAvatar chatId="201234567892@c.us" name="Bo" />
        </ChatAvatarGroup>
      </>,
    );
    const page = scheme === 'light' ? '#ffffff' : '#121212';
    for (const button of screen.getAllByRole('button')) {
      await userEvent.tab();
      expect(button).toHaveFocus();
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(button);
      expect([outlineStyle, outlineWidth]).toEqual(['solid', '2px']);
      expect(wcagContrast(outlineColor, page)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('direction', () => {
  it('badge and button change sides', () => {
    const { root, part } = show(avatar({ size: 96, refreshable: true, badge: <span /> }));
    const distances = () => {
      const { left, right } = root().getBoundingClientRect();
      return ['-badge', '-refresh'].map((name) => {
        const box = part(name).getBoundingClientRect();
        return { start: box.left - left, end: right - box.right };
      });
    };
    const ltr = distances();
    document.documentElement.dir = 'rtl';
    const rtl = distances();
    expect(ltr.every(({ start, end }) => start > end)).toBe(true);
    expect(rtl).toEqual(ltr.map(({ start, end }) => ({ start: end, end: start })));
  });
});

describe('zoom', () => {
  it('200 % doubles all lengths', async () => {
    const { root, part, becomes } = show(avatar({ refreshable: true, badge: <span /> }));
    await becomes('none');
    const sizes = () =>
      [root(), part('-face'), part('-badge'), part('-refresh')].map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return [width, height];
      });
    const before = sizes();
    document.documentElement.style.zoom = '2';
    expect(sizes()).toEqual(before.map(([width = 0, height = 0]) => [2 * width, 2 * height]));
  });

  it('larger text alone enlarges avatars with a size in em, letters included', async () => {
    const { root, part } = show(avatar({ size: '2.5rem' }));
    const letters = () => Number.parseFloat(getComputedStyle(part('-initials')).fontSize);
    expect(root().getBoundingClientRect().width).toBe(40);
    const before = letters();
    document.documentElement.style.fontSize = '32px';
    expect(root().getBoundingClientRect().width).toBe(80);
    expect(letters()).toBe(2 * before);
  });
});
