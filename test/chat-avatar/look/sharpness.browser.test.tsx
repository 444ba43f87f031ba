import { cleanup, waitFor } from '@testing-library/react';
import type { ChatAvatarProps } from 'chat-avatar';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';
import { addStyles, cleanUpPage, john, show } from './show.js';

afterEach(() => {
  cleanup();
  cleanUpPage();
});

/** `blob:` URLs, because a `data:` URL has a comma, which ends a candidate of `srcset`. */
async function candidates(widths: number[]): Promise<Record<number, string>> {
  const urls = await Promise.all(
    widths.map(async (width) => {
      const blob = await (await fetch(pictureDataUrl('#c00000', width))).blob();
      return [width, URL.createObjectURL(blob)];
    }),
  );
  return Object.fromEntries(urls);
}

/** The width of the candidate that the browser shows in the end, at 1x. */
async function shownWidth(props: Partial<ChatAvatarProps>) {
  const urls = await candidates([40, 96, 192]);
  const srcSet = Object.entries(urls).map(([width, url]) => `${url} ${width}w`);
  const source = stubSource(() => picture(urls[192] ?? '', { srcSet: srcSet.join(', ') }));
  const { part } = show(john(props), { source });
  await waitFor(() => expect(part('').dataset.state).toBe('picture'));
  const image = part('-image') as HTMLImageElement;
  const width = () => Number(Object.keys(urls).find((key) => urls[Number(key)] === image.currentSrc));
  return { image, width, state: () => part('').dataset.state };
}

describe.each(['lazy', 'eager'] as const)('a picture of several widths, %s,', (loading) => {
  it('is the one that fits the size', async () => {
    const set = vi.spyOn(HTMLImageElement.prototype, 'sizes', 'set');
    const { width } = await shownWidth({ loading });
    expect(width()).toBe(40);
    expect(set).not.toHaveBeenCalled();
    set.mockRestore();
  });

  it.each([
    ['a custom property', ':root { --chat-avatar-size: 96px }', ''],
    ['a class', '.size-24 { width: 96px; height: 96px }', 'size-24'],
  ])('is sharp at a size by %s, and never leaves its state', async (_, css, className) => {
    addStyles(css);
    const { image, width, state } = await shownWidth({ loading, className });
    await waitFor(() => expect(width()).toBe(96));
    await image.decode();
    expect(state()).toBe('picture');
  });
});
