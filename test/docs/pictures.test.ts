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

const FILM = resolve(root, 'docs/pictures/dashboard.webp');

/** Parts of a frame: the face of the details, and the first lines of a bubble of two and of three lines above it. */
const FACE = { left: 0.8, top: 0.14, width: 0.1, height: 0.18 };
const FACE_FROM_THE_RIGHT = { ...FACE, left: 0.1 };
const ABOVE = { left: 0.83, top: 0.045, width: 0.12, height: 0.005 };
const HIGH_ABOVE = { left: 0.83, top: 0.02, width: 0.08, height: 0.005 };
const ALL = { left: 0, top: 0, width: 1, height: 1 };

/** Each frame of the film: the mean colour of a part (0 to 255), and how much there is to see in it (entropy). */
async function framesOfFilm() {
  const { pages = 0 } = await sharp(FILM).metadata();
  const { data, info } = await sharp(FILM, { pages: -1 })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [width, height] = [info.width, info.height / pages];
  return Array.from({ length: pages }, (_, page) => {
    const bytes = data.subarray(page * width * height * 3, (page + 1) * width * height * 3);
    return async (area: typeof FACE) => {
      const part = await sharp(bytes, { raw: { width, height, channels: 3 } })
        .extract({
          left: Math.round(area.left * width),
          top: Math.round(area.top * height),
          width: Math.round(area.width * width),
          height: Math.round(area.height * height),
        })
        .png()
        .toBuffer();
      const { channels, entropy } = await sharp(part).stats();
      const colour = channels.map(({ mean }) => mean);
      return { colour, entropy, isDark: Math.max(...colour) < 120 };
    };
  });
}

const apart = (one: number[], other: number[]) =>
  Math.max(...one.map((channel, index) => Math.abs(channel - (other[index] ?? 0))));

it('the film shows letters that become a face, a refresh, a picture that is kept, Arabic, and dark colours', async () => {
  const frames = await Promise.all(
    (await framesOfFilm()).map(async (look) => ({
      face: await look(FACE),
      faceFromTheRight: await look(FACE_FROM_THE_RIGHT),
      hasBubbleAbove: (await look(ABOVE)).isDark,
      hasHighBubble: (await look(HIGH_ABOVE)).isDark,
      isDark: (await look(ALL)).isDark,
    })),
  );
  const colourAt = (index: number) => frames.at(index)?.face.colour ?? [];
  expect(frames[0]?.face.entropy, 'letters').toBeLessThan(3);
  const painted = frames.findIndex(({ face }) => face.entropy > 5);
  const refreshed = frames.findLastIndex(
    (frame) => frame.hasBubbleAbove && !frame.hasHighBubble && !frame.isDark,
  );
  const kept = frames.findLastIndex((frame) => frame.hasHighBubble && !frame.isDark);
  const arabic = frames.findIndex(
    ({ face, faceFromTheRight }) => faceFromTheRight.entropy > 5 && face.entropy < 5,
  );
  const dark = frames.findIndex(({ isDark }) => isDark);
  expect(painted).toBeGreaterThan(0);
  expect(refreshed).toBeGreaterThan(painted);
  expect(apart(colourAt(painted), colourAt(refreshed)), 'another picture').toBeGreaterThan(30);
  expect(kept).toBeGreaterThan(refreshed);
  expect(apart(colourAt(kept - 3), colourAt(kept)), 'the same picture').toBeLessThan(10);
  expect(arabic).toBeGreaterThan(kept);
  expect(dark).toBeGreaterThan(arabic);
});

it('the film in the README has at most 1.5 MB', async () => {
  const path = 'docs/pictures/dashboard.webp';
  expect(readme).toContain(`(${path})`);
  const { pages = 0 } = await sharp(resolve(root, path)).metadata();
  expect(pages).toBeGreaterThan(1);
  expect((await stat(resolve(root, path))).size).toBeLessThanOrEqual(1_500_000);
});
