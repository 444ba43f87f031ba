import { screen } from '@testing-library/react';
import 'chat-avatar/styles.css';
import { wcagContrast } from 'culori';
import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { emulateMedia } from '../../support/emulateMedia.js';
import { pictureDataUrl } from '../../support/images.js';
import { distance, type Pixels, pixelsOf } from '../../support/pixels.js';
import { picture, stubSource } from '../../support/sources.js';
import { becomes, show } from '../showAvatar.js';

afterEach(async () => {
  await userEvent.unhover(document.body);
  await emulateMedia({ 'prefers-color-scheme': '', 'forced-colors': '' });
});

const WHITE = pictureDataUrl('#ffffff');
const BLACK = pictureDataUrl('#000000');

const showFace = async (size: number, url = WHITE) => {
  const source = stubSource(() => picture(url));
  const { root } = show(source, {
    refreshable: true,
    size,
    style: { margin: 60, '--chat-avatar-fade': '0s' },
  });
  await becomes(root, 'picture');
  return root();
};

const hasOverlay = (pixels: Pixels, from: Pixels) =>
  [0.1, 0.5, 0.9].every((part) => {
    const [x, y] = [Math.floor(pixels.width * part), Math.floor(pixels.height * 0.1)];
    return distance(pixels.at(x, y), from.at(x, y)) > 60;
  });

const opaque = () => expect.poll(() => getComputedStyle(screen.getByRole('button')).opacity).toBe('1');

describe.each([16, 24, 32, 40, 47])('on a face of %i px', (size) => {
  it('nothing is painted at rest, and the whole face is covered on hover and on focus', async () => {
    const face = await showFace(size);
    const rest = await pixelsOf(face);
    // Without the corners, which are round.
    const inset = Math.ceil(size * 0.07);
    const colors = new Set<string>();
    for (let y = inset; y < size - inset; y += 1) {
      for (let x = inset; x < size - inset; x += 1) colors.add(rest.at(x, y));
    }
    expect([...colors]).toEqual(['rgb(255, 255, 255)']);
    await userEvent.hover(face);
    await opaque();
    await expect.poll(async () => hasOverlay(await pixelsOf(face), rest)).toBe(true);
    await userEvent.hover(document.body, { position: { x: 600, y: 600 } });
    await expect.poll(() => getComputedStyle(screen.getByRole('button')).opacity).toBe('0');
    await userEvent.tab();
    await opaque();
    await expect.poll(async () => hasOverlay(await pixelsOf(face), rest)).toBe(true);
  });
});

it.each([48, 56, 96])(
  'a face of %i px has its button on the corner, also while it is hovered',
  async (size) => {
    const face = await showFace(size);
    await userEvent.hover(face);
    await userEvent.hover(screen.getByRole('button'));
    await opaque();
    expect(screen.getByRole('button')).not.toHaveAttribute('data-overlay');
    expect((await pixelsOf(face)).at(size / 2, size / 2)).toBe('rgb(255, 255, 255)');
  },
);

describe.each(['light', 'dark'])('the glyph of the overlay has a contrast of at least 3:1, %s', (scheme) => {
  it.each([
    ['white', WHITE],
    ['black', BLACK],
  ])('over a %s picture', async (_, url) => {
    await emulateMedia({ 'prefers-color-scheme': scheme });
    document.documentElement.style.colorScheme = 'light dark';
    const face = await showFace(40, url);
    await userEvent.hover(face);
    await opaque();
    const pixels = await pixelsOf(face);
    expect(pixels.inkOn(pixels.at(4, 4))).toBeGreaterThanOrEqual(3);
  });
});

it('in forced colours the overlay has the colours of the system', async () => {
  await emulateMedia({ 'forced-colors': 'active' });
  const face = await showFace(40);
  await userEvent.tab();
  await opaque();
  const pixels = await pixelsOf(face);
  expect(wcagContrast(pixels.at(4, 4), 'white')).toBe(1);
  expect(pixels.inkOn(pixels.at(4, 4))).toBeGreaterThanOrEqual(7);
});
