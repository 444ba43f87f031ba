import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const readme = await readFile(resolve(root, 'README.md'), 'utf8');

it.each(['light', 'dark'])(
  'the README shows the dashboard at two pixels for each CSS pixel: %s',
  async (scheme) => {
    const path = `docs/pictures/dashboard-${scheme}.webp`;
    expect(readme).toContain(path);
    const shownWidth = Number(/dashboard-light\.webp"\s+width="(\d+)"/.exec(readme)?.[1]);
    expect((await sharp(resolve(root, path)).metadata()).width).toBe(2 * shownWidth);
  },
);

it('the film in the README has at most 1.5 MB', async () => {
  const path = 'docs/pictures/dashboard.webp';
  expect(readme).toContain(`(${path})`);
  const { pages = 0 } = await sharp(resolve(root, path)).metadata();
  expect(pages).toBeGreaterThan(1);
  expect((await stat(resolve(root, path))).size).toBeLessThanOrEqual(1_500_000);
});
