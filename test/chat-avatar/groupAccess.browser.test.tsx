import { cleanup, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { emulateMedia } from '../support/emulateMedia.js';
import { TEXT_SPACING } from '../support/textSpacing.js';
import { cleanUpPage, members, show } from './look/show.js';

afterEach(async () => {
  cleanup();
  cleanUpPage();
  await emulateMedia({ 'prefers-color-scheme': '', 'forced-colors': '' });
});

const NAMES = [
  'Ada',
  'Bo',
  'Cy',
  'Di',
  'Ed',
  'Fe',
  'Gil',
  'Hui',
  'Ivo',
  'A rather long name that needs more than one line',
];

async function open(size = 40, names = NAMES) {
  show(
    <>
      {members(names, { max: 1, size })}
      <a href="#after">After</a>
    </>,
  );
  screen.getByRole('button').focus();
  await userEvent.keyboard('{Enter}');
  const list = screen.getByRole('group', { name: `+${names.length - 1} more` });
  await waitFor(() => expect(list).toBeVisible());
  return { list };
}

const isInside = (inner: DOMRect, outer: { left: number; right: number }) =>
  inner.left >= outer.left && inner.right <= outer.right;

describe('the list of the rest of a group', () => {
  it('comes next in the focus order, before the element after the group', async () => {
    const { list } = await open();
    await userEvent.keyboard('{Tab}');
    expect(list).toHaveFocus();
    await userEvent.keyboard('{Tab}');
    expect(screen.getByRole('link', { name: 'After' })).toHaveFocus();
  });

  it('scrolls by keyboard', async () => {
    const { list } = await open(
      40,
      Array.from({ length: 40 }, (_, index) => `Member ${index}`),
    );
    await userEvent.keyboard('{Tab}');
    expect(list).toHaveFocus();
    await userEvent.keyboard('{End}');
    const last = screen.getByText('Member 39');
    const isInSight = () =>
      last.getBoundingClientRect().bottom <= Math.min(list.getBoundingClientRect().bottom, innerHeight);
    await expect.poll(isInSight).toBe(true);
  });

  it('fits a viewport of 320 px without scrolling sideways (WCAG 1.4.10)', async () => {
    const { innerWidth: width, innerHeight: height } = window;
    await page.viewport(320, 640);
    try {
      const { list } = await open();
      expect(isInside(list.getBoundingClientRect(), { left: 0, right: 320 })).toBe(true);
      expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth);
    } finally {
      cleanup();
      await page.viewport(width, height);
    }
  });

  it('loses no text when it is spaced (WCAG 1.4.12)', async () => {
    const { list } = await open();
    list.style.cssText = TEXT_SPACING;
    expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth);
    for (const name of list.querySelectorAll('bdi')) {
      expect(isInside(name.getBoundingClientRect(), list.getBoundingClientRect())).toBe(true);
    }
  });

  it.each(['ltr', 'rtl'])(
    'keeps a name apart from its face, whichever way either runs, in %s',
    async (dir) => {
      document.documentElement.dir = dir;
      try {
        const { list } = await open(40, ['Ada', 'Bo Diddley', 'עמרי כהן', '+44 7123 456789']);
        const gaps = [...list.querySelectorAll('bdi')].map((name) => {
          const text = document.createRange();
          text.selectNodeContents(name);
          const [words, face] = [text, name.parentElement?.querySelector('[data-chat-avatar]')].map((part) =>
            part?.getBoundingClientRect(),
          );
          if (!words || !face) throw new Error('There is no face.');
          return dir === 'ltr' ? words.left - face.right : face.left - words.right;
        });
        expect(gaps.map(Math.round)).toEqual([10, 10, 10]);
      } finally {
        document.documentElement.removeAttribute('dir');
      }
    },
  );

  it.each<[scheme: string, features: Record<string, string>]>([
    ['light', {}],
    ['dark', { 'prefers-color-scheme': 'dark' }],
    ['forced colours', { 'forced-colors': 'active' }],
  ])('passes axe while it is open, in %s', async (_, features) => {
    document.documentElement.style.colorScheme = 'light dark';
    await emulateMedia(features);
    const { list } = await open();
    expect((await axe.run(list)).violations).toEqual([]);
  });
});

it.each([16, 24, 40])('the button of a group of %i px is at least 24 px large (WCAG 2.5.8)', (size) => {
  show(members(NAMES, { max: 1, size }));
  const { width, height } = screen.getByRole('button').getBoundingClientRect();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
});
