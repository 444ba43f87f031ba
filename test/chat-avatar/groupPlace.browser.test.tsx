import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { cleanUpPage, members, show } from './look/show.js';

const NAMES = Array.from({ length: 10 }, (_, index) => `Member ${index}`);
const { innerWidth: width, innerHeight: height } = window;

afterEach(async () => {
  cleanup();
  cleanUpPage();
  await page.viewport(width, height);
});

/** Opens the list of a group whose first pixel is `top` px below the top of the viewport. */
async function open(top: number, zoom: number) {
  document.documentElement.style.zoom = String(zoom);
  show(
    <div style={{ position: 'fixed', insetInlineStart: 10, insetBlockStart: top / zoom }}>
      {members(NAMES, { max: 3 })}
    </div>,
  );
  const button = screen.getByRole('button');
  await userEvent.click(button);
  const list = screen.getByRole('group', { name: / more$/ });
  await waitFor(() => expect(list).toBeVisible());
  return { button: button.getBoundingClientRect(), list: list.getBoundingClientRect() };
}

describe.each([
  [1, 256],
  [2, 400],
  [2, 720],
])('at a CSS zoom of %d, in a viewport of %i px', (zoom, viewport) => {
  it.each([0, 0.3, 0.5, 0.8])(
    'the list of the rest of a group covers no button, is inside, and shows three names: %d down the page',
    async (part) => {
      await page.viewport(640, viewport);
      const { button, list } = await open(part * (viewport - 40 * zoom), zoom);
      expect(list.top >= button.bottom || list.bottom <= button.top, 'beside the button').toBe(true);
      expect(list.top).toBeGreaterThanOrEqual(0);
      expect(list.bottom).toBeLessThanOrEqual(viewport);
      expect(list.height).toBeGreaterThan(Math.min(3 * 34 * zoom, viewport / 2 - 40 * zoom));
    },
  );
});
