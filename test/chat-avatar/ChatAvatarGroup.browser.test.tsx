import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import {
  ChatAvatar,
  ChatAvatarGroup,
  type ChatAvatarGroupProps,
  type ChatAvatarProps,
  ChatPictureProvider,
} from 'chat-avatar';
import 'chat-avatar/styles.css';
import { type CSSProperties, Fragment } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { inkBoxes } from '../support/inkBoxes.js';
import { stubSource } from '../support/sources.js';

afterEach(() => {
  cleanup();
  document.documentElement.dir = 'ltr';
});

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Fe', 'Gus'];
const chatIdOf = (index: number) => `20123456789${index}@c.us`;

function show(
  props: Partial<ChatAvatarGroupProps> = {},
  names = NAMES,
  avatar: Partial<ChatAvatarProps> = {},
) {
  const source = stubSource(() => ({ status: 'none', reason: 'empty' }));
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatPictureProvider source={source}>
        <ChatAvatarGroup aria-label="Members" size={40} shape="circle" {...props}>
          {null}
          {names.map((name, index) => (
            <ChatAvatar key={name} chatId={chatIdOf(index)} name={name} {...avatar} />
          ))}
          {props.children}
        </ChatAvatarGroup>
      </ChatPictureProvider>
    </QueryClientProvider>,
  );
  const list = screen.getByRole('list', { name: 'Members' });
  return {
    source,
    list,
    items: () => [...list.children] as HTMLElement[],
    faces: () => [...container.querySelectorAll<HTMLElement>('[data-chat-avatar-face]')],
  };
}

describe('a group', () => {
  it('is a list of images, each with its name', () => {
    const { list } = show({}, ['Ada', 'Bo']);
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(
      within(list)
        .getAllByRole('img')
        .map((image) => image.getAttribute('aria-label')),
    ).toEqual(['Ada', 'Bo']);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each<[max: number | undefined, total: number | undefined, shown: number, rest: string | null]>([
    [3, undefined, 3, '+4'],
    [3, 30, 3, '+27'],
    [3, 2, 3, '+4'],
    [7, undefined, 7, null],
    [7, 9, 7, '+2'],
    [undefined, undefined, 7, null],
    [0, undefined, 1, '+6'],
    [-5, undefined, 1, '+6'],
    [2.7, undefined, 2, '+5'],
    [Number.NaN, undefined, 7, null],
    [100, Number.NaN, 7, null],
  ])('with max %s and total %s shows %i, and %s', (max, total, shown, rest) => {
    const { items } = show({ max, total });
    expect(items()).toHaveLength(shown + (rest ? 1 : 0));
    if (rest) expect(items().at(-1)).toHaveTextContent(rest);
  });

  it('is plain text when there is no list to open', () => {
    const { items } = show({ total: 9 });
    expect(screen.queryByRole('button')).toBeNull();
    expect(items().at(-1)).toHaveTextContent('+2 more');
  });
});

describe('the rest', () => {
  it('is a named control of at least 24 px, works by keyboard, and gives the focus back', async () => {
    show({ max: 3, total: 9, size: 16 });
    const button = screen.getByRole('button', { name: '+6 more' });
    const { width, height } = button.getBoundingClientRect();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
    expect(screen.queryByText('Gus')).not.toBeVisible();
    await userEvent.tab();
    expect(button).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByText('Gus')).toBeVisible());
    expect(screen.getByText('and 2 others')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByText('Gus')).not.toBeVisible());
    expect(button).toHaveFocus();
  });

  it('sends no request before it is opened, and has each name once', async () => {
    const { source } = show({ max: 3 });
    await waitFor(() => expect(source.calls).toHaveLength(3));
    await userEvent.click(screen.getByRole('button'));
    await waitFor(() => expect(source.calls).toHaveLength(7));
    expect(screen.queryByRole('img', { name: 'Gus' })).toBeNull();
    expect(screen.getByText('Gus')).toBeVisible();
  });

  it('counts the avatars in fragments too, and lists members without a name under the name of their avatar', async () => {
    const member = (index: number) => <ChatAvatar key="same" chatId={chatIdOf(index)} />;
    const { list, items } = show(
      {
        max: 2,
        children: (
          <>
            {member(0)}
            <Fragment key="c">{member(1)}</Fragment>
            {[<Fragment key="a">{member(2)}</Fragment>, <Fragment key="b">{member(3)}</Fragment>]}
          </>
        ),
      },
      [],
    );
    expect(items()).toHaveLength(3);
    const button = within(list).getByRole('button', { name: '+2 more' });
    await userEvent.click(button);
    const names = [...list.querySelectorAll('[popover] bdi')].map(({ textContent }) => textContent);
    expect(names).toEqual(['+201234567892', '+201234567893']);
  });

  it('can be translated', () => {
    show({ max: 3, labels: { more: (count) => `+${count} weitere` } });
    expect(screen.getByRole('button', { name: '+4 weitere' })).toBeVisible();
  });

  it('causes no warning of React', () => {
    const complain = vi.spyOn(console, 'error');
    show({ max: 3 });
    expect(complain).not.toHaveBeenCalled();
    complain.mockRestore();
  });
});

/** Each avatar one colour, whatever its letters, on a page of another. */
const COLORS: Record<string, [r: number, g: number, b: number]> = {
  page: [255, 255, 255],
  first: [0, 0, 255],
  second: [255, 0, 0],
};

/** The colour that is painted at a point of the list, counted from its inline start. */
async function look(list: HTMLElement): Promise<(x: number, y: number) => string | undefined> {
  const base64 = await page.elementLocator(list).screenshot({ save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const isMirrored = getComputedStyle(list).direction === 'rtl';
  return (x, y) => {
    const [r = 0, g = 0, b = 0] = context.getImageData(isMirrored ? image.width - 1 - x : x, y, 1, 1).data;
    const near = ([red, green, blue]: number[]) =>
      Math.abs(r - (red ?? 0)) + Math.abs(g - (green ?? 0)) + Math.abs(b - (blue ?? 0)) < 60;
    return Object.keys(COLORS).find((name) => near(COLORS[name] ?? []));
  };
}

/** Colours the avatars of a list. */
function paint(list: HTMLElement) {
  for (const [index, name] of ['first', 'second'].entries()) {
    const avatar = list.querySelectorAll<HTMLElement>('[data-chat-avatar]')[index];
    const color = `rgb(${COLORS[name]})`;
    avatar?.style.setProperty('--chat-avatar-background', color);
    avatar?.style.setProperty('--chat-avatar-foreground', color);
  }
}

describe('the look', () => {
  it('overlaps by a fifth of the size, and is mirrored from right to left', () => {
    const { items } = show({ max: 3 });
    const lefts = () => items().map((item) => Math.round(item.getBoundingClientRect().left));
    const [first = 0, second = 0] = lefts();
    expect(second - first).toBe(Math.round(40 * 0.8));
    document.documentElement.dir = 'rtl';
    const [rightmost = 0, next = 0] = lefts();
    expect(next - rightmost).toBe(-Math.round(40 * 0.8));
  });

  // Of two avatars of 64 px, the second begins at 51.2 px. The test reads a pixel just before it, and one at its upper corner.
  it.each([
    { shape: 'circle', corner: [52, 12], inCorner: 'first' },
    { shape: 'rounded', corner: [52, 1], inCorner: 'first' },
    { shape: 'square', corner: [51, 0], inCorner: 'first' },
  ] as const)('cuts a $shape out around the next, in both directions', async (expected) => {
    const { list } = show({ shape: expected.shape, size: 64 }, ['Ada', 'Bo']);
    paint(list);
    for (const dir of ['ltr', 'rtl']) {
      document.documentElement.dir = dir;
      const seen = await look(list);
      expect(seen(50, 32)).toBe('page');
      const [x, y] = expected.corner;
      expect(seen(x, y)).toBe(expected.inCorner);
      expect(seen(20, 32)).toBe('first');
      expect(seen(60, 32)).toBe('second');
    }
  });

  it.each([
    { what: 'a button', names: NAMES, size: 40 },
    { what: 'a button', names: NAMES, size: 90 },
    { what: 'text, because it lists nothing', names: NAMES.slice(0, 3), size: 24 },
    { what: 'text, because it lists nothing', names: NAMES.slice(0, 3), size: 40 },
    { what: 'text, because it lists nothing', names: NAMES.slice(0, 3), size: 90 },
  ])('has the number of the rest in its middle: $what of $size px', ({ names, size }) => {
    const { items } = show({ max: 3, total: 7, size }, names);
    const rest = items().at(-1) as HTMLElement;
    const number = document.createTreeWalker(rest, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    range.selectNodeContents(number as Node);
    const line = range.getBoundingClientRect();
    const box = rest.getBoundingClientRect();
    expect(number?.textContent).toBe('+4');
    expect(Math.abs(line.top + line.height / 2 - (box.top + box.height / 2))).toBeLessThanOrEqual(1);
    expect(Math.abs(line.left + line.width / 2 - (box.left + box.width / 2))).toBeLessThanOrEqual(1);
  });

  it.each(['ltr', 'rtl'])('has letters in the middle of what is visible of each avatar, %s', async (dir) => {
    document.documentElement.dir = dir;
    const { list, faces } = show({ shape: 'square', size: 100 }, ['HIH', 'MIM', 'NIN'], {
      style: { '--chat-avatar-background': 'white', '--chat-avatar-foreground': 'black' } as CSSProperties,
    });
    const toStart = dir === 'ltr' ? -1 : 1;
    // A fifth, and the gap of 2 px, are covered.
    for (const [index, away] of [0.11, 0.11, 0].entries()) {
      const [ink] = await inkBoxes(list, [faces()[index] as Element]);
      expect(ink?.right).toBeCloseTo(toStart * away, 1.7);
    }
  });

  it('leaves the cut around a badge as it is', async () => {
    const { list } = show({ shape: 'square', size: 64 }, ['Ada', 'Bo'], {
      badge: <span />,
      style: { '--chat-avatar-badge-inset': '30px' } as CSSProperties,
    });
    paint(list);
    const seen = await look(list);
    // Above the letter.
    expect(seen(24, 16)).toBe('page');
    expect(seen(4, 4)).toBe('first');
    expect(seen(50, 32)).toBe('page');
  });

  it('gives its size and shape to avatars without a size or shape of their own', () => {
    const { faces } = show({ size: 64, shape: 'rounded' });
    const avatar = faces()[0]?.parentElement as HTMLElement;
    expect(avatar.getBoundingClientRect().width).toBe(64);
    expect(avatar.dataset.shape).toBe('rounded');
  });
});

it('has no axe findings, closed and open', async () => {
  show({ max: 3 });
  expect((await axe.run(screen.getByRole('list', { name: 'Members' }))).violations).toEqual([]);
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(screen.getByText('Gus')).toBeVisible());
  expect((await axe.run(screen.getByRole('list', { name: 'Members' }))).violations).toEqual([]);
});
