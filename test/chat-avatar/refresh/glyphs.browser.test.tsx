import { cleanup, screen } from '@testing-library/react';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { emulateMedia } from '../../support/emulateMedia.js';
import { distance, type Pixels, pixelsOf } from '../../support/pixels.js';
import { addStyles, cleanUpPage } from '../look/show.js';
import { becomes, frame, show } from '../showAvatar.js';
import { OUTCOMES, slowSource, sourceWith } from './outcomes.js';

afterEach(async () => {
  vi.useRealTimers();
  cleanUpPage();
  await userEvent.unhover(document.body);
  await emulateMedia({ 'prefers-reduced-motion': '', 'forced-colors': '', 'prefers-color-scheme': '' });
});

const button = () => screen.getByRole('button');

/** `clock: 'fake'` holds the time from the press on. */
async function press(source: Parameters<typeof show>[0], size: number, clock = 'real') {
  const { root } = show(source, { refreshable: true, size, style: { margin: 60 } });
  await becomes(root, 'picture');
  if (clock === 'fake') vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  await userEvent.click(button());
}

const differing = (one: Pixels, other: Pixels) => {
  let count = 0;
  for (let y = 0; y < one.height; y += 1) {
    for (let x = 0; x < one.width; x += 1) if (distance(one.at(x, y), other.at(x, y)) > 100) count += 1;
  }
  return count;
};

/** The button in each of its states, over the same picture. Without motion, the ring and the spinner stand still. */
async function pixelsOfStates(size: number): Promise<Map<string, Pixels>> {
  const states = new Map<string, Pixels>();
  for (const outcome of OUTCOMES) {
    await press(sourceWith(outcome), size);
    await expect.element(button()).toHaveAttribute('data-outcome', outcome);
    states.set(outcome, await pixelsOf(button()));
    cleanup();
  }
  const { source } = slowSource();
  const { root } = show(source, { refreshable: true, size, style: { margin: 60 } });
  await becomes(root, 'picture');
  await userEvent.hover(button());
  // The code of the button is there.
  await expect.poll(() => document.querySelector('[role="tooltip"]')?.matches(':popover-open')).toBe(true);
  states.set('ready', await pixelsOf(button()));
  await userEvent.click(button());
  await expect.element(button()).toHaveAttribute('aria-busy', 'true');
  states.set('busy', await pixelsOf(button()));
  return states;
}

describe.each([
  ['in light', {}],
  ['in dark', { 'prefers-color-scheme': 'dark' }],
  ['in forced colours', { 'forced-colors': 'active' }],
])('each outcome has a shape of its own, %s', (_, media) => {
  it.each([96, 40])('on an avatar of %i px', async (size) => {
    document.documentElement.style.colorScheme = 'light dark';
    // `updated` shows another picture behind the button.
    addStyles('img { visibility: hidden !important }');
    await emulateMedia({ 'prefers-reduced-motion': 'reduce', ...media });
    const states = [...(await pixelsOfStates(size))];
    for (const [name, pixels] of states) {
      for (const [other, others] of states) {
        if (name < other) expect(differing(pixels, others), `${name} and ${other}`).toBeGreaterThan(15);
      }
    }
  });
});

/** Waits by frames: `expect.poll` would move the fake clock. */
async function until(condition: () => boolean) {
  for (let count = 0; count < 600 && !condition(); count += 1) await frame();
  expect(condition()).toBe(true);
}

it.each(OUTCOMES)('%s is shown for 4 s, then the refresh glyph again', async (outcome) => {
  await press(sourceWith(outcome), 96, 'fake');
  await until(() => button().dataset.outcome === outcome);
  const glyph = () => button().querySelector('[data-chat-avatar-glyph]')?.innerHTML;
  const shown = glyph();
  await vi.advanceTimersByTimeAsync(3_900);
  await frame();
  expect(button()).toHaveAttribute('data-outcome', outcome);
  await vi.advanceTimersByTimeAsync(100);
  await until(() => button().dataset.outcome === undefined);
  expect(glyph()).not.toBe(shown);
});

it('a network failure blocks the button for 5 s, visibly', async () => {
  await press(sourceWith('error'), 96, 'fake');
  await until(() => button().dataset.chatAvatarRefresh === 'unavailable');
  expect(button()).toHaveAttribute('aria-disabled', 'true');
  expect(button().querySelector('[data-chat-avatar-countdown]')).not.toBeNull();
  await vi.advanceTimersByTimeAsync(4_900);
  await frame();
  expect(button()).toHaveAttribute('aria-disabled', 'true');
  await vi.advanceTimersByTimeAsync(200);
  await until(() => button().dataset.chatAvatarRefresh === 'ready');
  expect(button()).not.toHaveAttribute('aria-disabled');
  expect(button().querySelector('[data-chat-avatar-countdown]')).toBeNull();
});
