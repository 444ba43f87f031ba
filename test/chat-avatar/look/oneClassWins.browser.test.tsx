import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import styles from '../../../src/avatar/styles.css?inline';
import { distance, pixelsOf } from '../../support/pixels.js';
import { addStyles, cleanUpPage, john, members, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const UTILITIES = `
  .size-16 { width: 64px; height: 64px }
  .rounded-xl { border-radius: 12px }
  .bg-red { background-color: rgb(239, 68, 68) }
  .bg-stripes { background-image: linear-gradient(rgb(239, 68, 68), rgb(239, 68, 68)) }
  .text-white { color: white }`;

/** A sheet with the layers of Tailwind 4. */
const TAILWIND_4 = `@layer theme, base, components, utilities;
  @layer base { *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid }
    img, svg { display: block; vertical-align: middle } img { max-width: 100%; height: auto }
    button { font: inherit; color: inherit; background-color: transparent; border-radius: 0; opacity: 1 }
    ol, ul, menu { list-style: none } }
  @layer utilities { ${UTILITIES} }`;

/** The same layers, with the avatars' sheet in front of them: the order in which a page names its layers first counts. */
function inOtherOrder(css: string) {
  for (const sheet of document.querySelectorAll('style'))
    if (sheet.textContent?.includes('chat-avatar')) sheet.disabled = true;
  addStyles(styles);
  addStyles(css);
}

const RED = 'rgb(239, 68, 68)';

describe.each([
  ['utilities in layers, before the stylesheet', () => addStyles(TAILWIND_4, { first: true })],
  ['utilities in layers, after it', () => inOtherOrder(TAILWIND_4)],
  ['utilities outside layers, before it', () => addStyles(UTILITIES, { first: true })],
  ['utilities outside layers, after it', () => addStyles(UTILITIES)],
])('%s, win', (_, add) => {
  afterEach(() => {
    for (const sheet of document.querySelectorAll('style')) sheet.disabled = false;
  });

  it('on the root: size, radius, colour, and the ring follows the shape', async () => {
    add();
    const { part } = show(
      <div data-chat-avatar-stage="" style={{ padding: 16, width: 96, height: 96, boxSizing: 'border-box' }}>
        {john({ className: 'size-16 rounded-xl bg-red text-white', ring: 'active' })}
      </div>,
    );
    const { width, height } = part('').getBoundingClientRect();
    expect([width, height]).toEqual([64, 64]);
    expect(getComputedStyle(part('-face')).borderRadius).toBe('12px');
    const pixels = await pixelsOf(part('-stage'));
    expect(distance(pixels.at(20, 48), RED)).toBeLessThan(6);
    expect(pixels.inkOn(RED)).toBeGreaterThan(3);
    // The corner of the square is rounded off.
    expect(distance(pixels.at(17, 17), RED)).toBeGreaterThan(100);
    // The ring is there on the side, and rounded off at the corner of its box.
    expect(pixels.at(13, 48)).not.toBe('rgb(255, 255, 255)');
    expect(pixels.at(13, 13)).toBe('rgb(255, 255, 255)');
  });

  it('letters grow with the size', () => {
    add();
    const { part } = show(john({ className: 'size-16' }));
    expect(getComputedStyle(part('-initials')).fontSize).toBe('25.6px');
  });

  it('a background image covers the square', async () => {
    add();
    const { part } = show(john({ className: 'size-16 bg-stripes' }));
    expect(distance((await pixelsOf(part(''))).at(3, 3), RED)).toBeLessThan(6);
  });

  it('the cut-out around the badge stays transparent', async () => {
    add();
    const { part } = show(john({ className: 'size-16 bg-red', badge: <span /> }));
    const pixels = await pixelsOf(part(''));
    expect(pixels.at(-4, -4)).toBe('rgb(255, 255, 255)');
    expect(distance(pixels.at(4, -4), RED)).toBeLessThan(6);
  });

  it('a group keeps its place', () => {
    add();
    const { part } = show(members(['Ada', 'Bo'], { size: 40 }));
    expect(part('-group').getBoundingClientRect().width).toBeCloseTo(40 + 40 * 0.8, 1);
  });
});

it('a class on a refresh button wins', () => {
  addStyles(
    '.mine [data-chat-avatar-refresh] { background: rgb(239, 68, 68); border-radius: 4px; inset: auto auto 0 0 }',
  );
  const { part } = show(<div className="mine">{john({ size: 96, refreshable: true })}</div>);
  const { backgroundColor, borderRadius, left, bottom } = getComputedStyle(part('-refresh'));
  expect([backgroundColor, borderRadius, left, bottom]).toEqual([RED, '4px', '0px', '0px']);
});

describe('hidden', () => {
  it.each(['', '[data-x] { display: flex }'])('hides an avatar and a group, in a page with "%s"', (css) => {
    addStyles(css);
    const { part } = show(
      <>
        {john({ hidden: true })}
        {members(['Ada', 'Bo'], { hidden: true })}
      </>,
    );
    expect(part('')).not.toBeVisible();
    expect(part('-group')).not.toBeVisible();
  });
});
