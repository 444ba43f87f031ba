import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { AvatarStyle } from '../../../src/avatar/AvatarStyle.js';
import { distance, pixelsOf } from '../../support/pixels.js';
import { addStyles, cleanUpPage, john, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const PAGE = 'rgb(255, 255, 255)';
const BLUE = 'rgb(0, 0, 255)';
const blue = ':root { --chat-avatar-background: blue; --chat-avatar-foreground: blue }';

/** How many pixels of the diagonal belong to the page before the face begins. */
async function cornerOf(avatar: HTMLElement): Promise<number> {
  const pixels = await pixelsOf(avatar);
  const diagonal = Array.from({ length: 48 }, (_, at) => pixels.at(at, at));
  expect(diagonal.at(-1)).toBe(BLUE);
  return diagonal.findIndex((color) => distance(color, PAGE) > 200);
}

describe('the corners of a face of 96 px', () => {
  // A radius r leaves r × (1 − √½) of the diagonal free.
  it.each([
    ['a square: 12 %', {}, 3],
    ['rounded: 22 %', { shape: 'rounded' }, 6],
    ['a circle', { shape: 'circle' }, 14],
    ['--chat-avatar-radius: 0', { style: { '--chat-avatar-radius': '0' } as AvatarStyle }, 0],
  ] as const)('%s', async (_, props, free) => {
    addStyles(blue);
    const { part } = show(john({ size: 96, ...props }));
    expect(await cornerOf(part(''))).toBe(free);
  });

  it('a square with a badge is round at its other corners', async () => {
    addStyles(blue);
    const { part } = show(john({ size: 96, badge: <span /> }));
    const pixels = await pixelsOf(part(''));
    expect([pixels.at(1, 1), pixels.at(-2, 1), pixels.at(1, -2)]).toEqual([PAGE, PAGE, PAGE]);
    expect([pixels.at(6, 6), pixels.at(-7, 6), pixels.at(6, -7)]).toEqual([BLUE, BLUE, BLUE]);
  });
});
