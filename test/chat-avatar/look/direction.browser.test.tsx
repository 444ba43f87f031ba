import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { pixelsOf } from '../../support/pixels.js';
import { addStyles, cleanUpPage, john, members, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const PAGE = 'rgb(255, 255, 255)';

type Side = 'left' | 'right';

const opposite = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** The side of the badge, of the hole around it, and of the refresh button. */
async function sidesOf(avatar: HTMLElement) {
  const box = avatar.getBoundingClientRect();
  const side = (element: Element | null): Side => {
    const { left, right } = (element as Element).getBoundingClientRect();
    return left + right < box.left + box.right ? 'left' : 'right';
  };
  const pixels = await pixelsOf(avatar);
  const isOpen = { left: pixels.at(6, -6) === PAGE, right: pixels.at(-7, -6) === PAGE };
  expect(isOpen.left, 'one corner is open, and one is not').not.toBe(isOpen.right);
  return {
    badge: side(avatar.querySelector('[data-chat-avatar-badge]')),
    hole: isOpen.left ? 'left' : 'right',
    button: side(avatar.querySelector('[data-chat-avatar-refresh]')),
  };
}

/** Where the first avatar of a group stands, and where it is cut out around the second. */
async function groupSides(list: HTMLElement) {
  const [first, second] = [...list.querySelectorAll('li')].map((item) => item.getBoundingClientRect().left);
  const pixels = await pixelsOf(list);
  const start = (first ?? 0) < (second ?? 0) ? 'left' : 'right';
  // Of 64 px, the second begins at 51.2 px, and the gap 2 px before it. The list may begin between two pixels.
  const isGap = (...columns: number[]) => columns.some((x) => pixels.at(x, 32) === PAGE);
  const gap = { left: isGap(49, 50, 51), right: isGap(-52, -51, -50) };
  expect(gap.left, 'the gap is on one side').not.toBe(gap.right);
  return { first: start, gapAfter: gap.left ? 'left' : 'right' };
}

const blue = ':root { --chat-avatar-background: blue; --chat-avatar-foreground: blue }';

describe.each<[page: string, start: Side, html: Record<string, string>]>([
  ['', 'left', {}],
  ['dir="ltr" lang="ar"', 'left', { dir: 'ltr', lang: 'ar' }],
  ['dir="rtl" lang="en"', 'right', { dir: 'rtl', lang: 'en' }],
  ['dir="RTL" lang="ar"', 'right', { dir: 'RTL', lang: 'ar' }],
])('in a page with %s', (_, start, html) => {
  it('badge and hole are on one side, and the gap of a group is where the next avatar begins', async () => {
    for (const [name, value] of Object.entries(html)) document.documentElement.setAttribute(name, value);
    addStyles(blue);
    const { part } = show(
      <>
        {john({ size: 96, badge: <span />, refreshable: true })}
        {members(['Ada', 'Bo'], { size: 64, shape: 'rounded' })}
      </>,
    );
    const end = opposite(start);
    expect(await sidesOf(part(''))).toEqual({ badge: end, hole: end, button: end });
    expect(await groupSides(part('-group'))).toEqual({ first: start, gapAfter: start });
  });
});

it('the nearest dir wins', async () => {
  addStyles(blue);
  const { container } = show(
    <div dir="rtl">
      {john({ size: 96, badge: <span />, refreshable: true })}
      <div dir="ltr">{john({ size: 96, badge: <span />, refreshable: true })}</div>
    </div>,
  );
  const [outer, inner] = container.querySelectorAll<HTMLElement>('[data-chat-avatar]');
  expect((await sidesOf(outer as HTMLElement)).hole).toBe('left');
  expect((await sidesOf(inner as HTMLElement)).hole).toBe('right');
});

it('a direction from CSS alone mirrors nothing, consistently', async () => {
  addStyles(`${blue} body { direction: rtl }`);
  const { part } = show(
    <>
      {john({ size: 96, badge: <span />, refreshable: true })}
      {members(['Ada', 'Bo'], { size: 64, shape: 'rounded' })}
    </>,
  );
  expect(await sidesOf(part(''))).toEqual({ badge: 'right', hole: 'right', button: 'right' });
  expect(await groupSides(part('-group'))).toEqual({ first: 'left', gapAfter: 'left' });
});
