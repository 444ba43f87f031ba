import { screen } from '@testing-library/react';
import 'chat-avatar/styles.css';
import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { emulateMedia } from '../../support/emulateMedia.js';
import { pixelsOf } from '../../support/pixels.js';
import { becomes, show } from '../showAvatar.js';
import { slowSource, sourceWith } from './outcomes.js';

afterEach(async () => {
  await userEvent.unhover(document.body);
  await emulateMedia({ 'prefers-reduced-motion': '' });
});

async function pressed() {
  const { root } = show(sourceWith('unchanged'), { refreshable: true, size: 96, style: { margin: 100 } });
  await becomes(root, 'picture');
  await userEvent.click(screen.getByRole('button'));
  await expect.element(screen.getByRole('button')).toHaveAttribute('data-outcome', 'unchanged');
  const circle = screen.getByRole('button').querySelector('circle') as SVGCircleElement;
  return { circle, animation: circle.getAnimations()[0] };
}

/** The blue pixels of the ring. */
async function ringInk(): Promise<number> {
  const pixels = await pixelsOf(screen.getByRole('button'));
  let ink = 0;
  for (let y = 0; y < pixels.height; y += 1) {
    for (let x = 0; x < pixels.width; x += 1) {
      const [red = 0, , blue = 0] = (pixels.at(x, y).match(/\d+/g) ?? []).map(Number);
      if (blue - red > 60) ink += 1;
    }
  }
  return ink;
}

it('the ring runs down with the cool-down', async () => {
  const { animation } = await pressed();
  const duration = Number(animation?.effect?.getTiming().duration);
  expect(duration).toBeGreaterThan(50_000);
  expect(duration).toBeLessThan(60_500);
  animation?.pause();
  const ink = [];
  for (const part of [0, 0.25, 0.5, 0.75, 0.99]) {
    if (animation) animation.currentTime = duration * part;
    ink.push(await ringInk());
  }
  expect(ink).toEqual([...ink].sort((a, b) => b - a));
  expect(new Set(ink).size).toBe(ink.length);
  expect(ink[0]).toBeGreaterThan(40);
  expect(ink.at(-1)).toBeLessThan(8);
});

it('under prefers-reduced-motion the ring stands still, and the words say how long', async () => {
  await emulateMedia({ 'prefers-reduced-motion': 'reduce' });
  const { circle } = await pressed();
  expect(circle.getAnimations()).toEqual([]);
  expect(await ringInk()).toBeGreaterThan(40);
  expect(screen.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('button')).toHaveAccessibleDescription(/Available again in about \d+ s/);
});

async function busySpinner(): Promise<Element> {
  const { source } = slowSource();
  const { root } = show(source, { refreshable: true, size: 96, style: { margin: 100 } });
  await becomes(root, 'picture');
  await userEvent.click(screen.getByRole('button'));
  await expect.element(screen.getByRole('button')).toHaveAttribute('aria-busy', 'true');
  return screen.getByRole('button').querySelector('[data-chat-avatar-glyph]') as Element;
}

it('the spinner turns', async () => {
  const [turning] = (await busySpinner()).getAnimations();
  const timing = turning?.effect?.getComputedTiming();
  expect(timing?.iterations).toBe(Number.POSITIVE_INFINITY);
  expect(turning?.playState).toBe('running');
  turning?.pause();
  const frames = [];
  for (const part of [0, 0.25, 0.5, 0.75]) {
    if (turning) turning.currentTime = Number(timing?.duration) * part;
    const pixels = await pixelsOf(screen.getByRole('button'));
    frames.push(
      Array.from({ length: pixels.height }, (_, y) =>
        Array.from({ length: pixels.width }, (_, x) => pixels.at(x, y)).join(),
      ).join(),
    );
  }
  expect(new Set(frames).size).toBe(4);
});

it('under prefers-reduced-motion the spinner does not turn', async () => {
  await emulateMedia({ 'prefers-reduced-motion': 'reduce' });
  const spinner = await busySpinner();
  const [pulse] = spinner.getAnimations();
  expect((pulse as CSSAnimation).animationName).toBe('chat-avatar-pulse');
  pulse?.pause();
  const strokes = [0, 1_000].map((time) => {
    (pulse as CSSAnimation).currentTime = time;
    return getComputedStyle(spinner.querySelector('path') as SVGPathElement).strokeOpacity;
  });
  expect(strokes).toEqual(['1', '0.4']);
});
