import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatar } from 'chat-avatar';
import type { CSSProperties } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { distance, pixelsOf } from '../../support/pixels.js';
import { picture, stubSource } from '../../support/sources.js';
import { INHERITED, RESETS } from './resets.js';
import { addStyles, cleanUpPage, john, members, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

const styleOf = (style: CSSProperties & Record<`--${string}`, string>) => style;

const GHOST = '201234567899@c.us';
const ANA = '201234567898@c.us';

/** Twice as wide as high: red, with a blue half on the right that a cover cuts to a quarter of the square. */
function widePicture(): string {
  const canvas = document.createElement('canvas');
  canvas.width = 160;
  canvas.height = 80;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = '#c00000';
  context.fillRect(0, 0, 160, 80);
  context.fillStyle = '#0000c0';
  context.fillRect(100, 0, 60, 80);
  return canvas.toDataURL();
}

/** One of everything, in a box that no reset restyles. */
async function scene() {
  const wide = widePicture();
  const source = stubSource((chatId) =>
    chatId === ANA
      ? picture(wide)
      : chatId === GHOST
        ? { status: 'restricted' }
        : { status: 'none', reason: 'empty' },
  );
  const shown = show(
    <div
      data-chat-avatar-stage=""
      style={styleOf({
        inlineSize: 440,
        blockSize: 240,
        padding: 20,
        margin: 0,
        float: 'none',
        boxSizing: 'border-box',
        font: '16px/1.5 sans-serif',
        '--chat-avatar-fade': '0s',
      })}
    >
      {john({ size: 80, refreshable: true, ring: 'unread', shape: 'rounded' })}
      <i style={{ paddingInline: 5 }} />
      {john({ size: 80 })}
      <i style={{ paddingInline: 5 }} />
      <ChatAvatar chatId={GHOST} size={80} restrictedBadge shape="circle" />
      <i style={{ paddingInline: 5 }} />
      <ChatAvatar chatId={ANA} name="Ana" size={80} />
      <div style={{ blockSize: 40, padding: 0, margin: 0, float: 'none' }} />
      {members(['Ada', 'Bo', 'Cy', 'Di'], { max: 3, shape: 'circle', size: 48 })}
    </div>,
    { source },
  );
  await waitFor(() => {
    shown.part('-lock');
    shown.part('-image="painted"');
  });
  return shown.part('-stage');
}

/** How many pixels differ by more than a shade. */
async function difference(one: Element, change: () => void): Promise<number> {
  const before = await pixelsOf(one);
  change();
  const after = await pixelsOf(one);
  expect([after.width, after.height]).toEqual([before.width, before.height]);
  let differing = 0;
  for (let y = 0; y < before.height; y += 1) {
    for (let x = 0; x < before.width; x += 1) {
      if (distance(before.at(x, y), after.at(x, y)) > 45) differing += 1;
    }
  }
  return differing;
}

describe('the look does not change under', () => {
  it.each(Object.keys(RESETS))('%s', async (name) => {
    const stage = await scene();
    expect(await difference(stage, () => addStyles(RESETS[name] ?? ''))).toBe(0);
  });

  it('a reset that comes before the stylesheet', async () => {
    const stage = await scene();
    expect(
      await difference(stage, () => addStyles(RESETS['Tailwind 3 Preflight'] ?? '', { first: true })),
    ).toBe(0);
  });

  it.each(['base', 'reset', 'base, utilities'])('a reset in the layers %s', async (layers) => {
    const stage = await scene();
    const layer = layers.split(',')[0];
    const css = `@layer ${layers}; @layer ${layer} { ${RESETS['Tailwind 3 Preflight']} ${RESETS['lists of an application']} }`;
    expect(await difference(stage, () => addStyles(css))).toBe(0);
  });

  it('rules for the images and lists of an article', async () => {
    const stage = await scene();
    stage.className = 'prose';
    const css = `.prose img { margin: 2em 0; border-radius: 9px; max-width: 50% }
      .prose li { margin: 0.5em 0; padding-inline-start: 1em }`;
    expect(await difference(stage, () => addStyles(css))).toBe(0);
  });
});

describe('letters, glyph and "+N" are not moved, hidden or dressed by an inherited', () => {
  it.each(Object.keys(INHERITED))('%s', async (property) => {
    const place = (left: number) => ({ position: 'absolute', top: 10, left, display: 'flex' }) as const;
    const { part } = show(
      <div data-chat-avatar-stage="" style={{ position: 'relative', width: 400, height: 100 }}>
        <div style={place(10)}>{john({ size: 80 })}</div>
        <div style={place(110)}>
          <ChatAvatar chatId={GHOST} size={80} />
        </div>
        <div style={place(210)}>{members(['Ada', 'Bo'], { max: 1, size: 64 })}</div>
      </div>,
    );
    const inherit = () => part('-stage').style.setProperty(property, INHERITED[property] ?? '');
    expect(await difference(part('-stage'), inherit)).toBe(0);
  });
});

describe('a focused control has a visible focus ring', () => {
  it.each(['', ':focus { outline: none }', '*:focus, button:focus { outline: 0 }'])(
    'in a page with "%s"',
    async (css) => {
      addStyles(css);
      const { container } = show(
        <>
          {john({ refreshable: true })}
          {members(['Ada', 'Bo'], { max: 1 })}
        </>,
      );
      for (const button of container.querySelectorAll('button')) {
        await userEvent.tab();
        expect(button).toHaveFocus();
        const { outlineStyle, outlineWidth } = getComputedStyle(button);
        expect([outlineStyle, outlineWidth]).toEqual(['solid', '2px']);
      }
    },
  );
});

it('the list of the rest is closed, opens, and looks the same under resets', async () => {
  const { part } = show(members(['Ada', 'Bo', 'Cy', 'Di'], { max: 2 }));
  expect(part('-popover')).not.toBeVisible();
  addStyles(
    `${RESETS['Meyer’s reset']} ${RESETS['lists of an application']} ${RESETS['spans of an application']}`,
  );
  expect(part('-popover')).not.toBeVisible();
  await userEvent.click(page.elementLocator(part('-rest')));
  expect(part('-popover')).toBeVisible();
  const item = part('-popover').querySelector('li') as HTMLElement;
  const { display, marginTop, paddingTop, listStyleType } = getComputedStyle(item);
  expect([display, marginTop, paddingTop, listStyleType]).toEqual(['flex', '0px', '5px', 'none']);
});
