import { getInitials } from 'chat-avatar';
import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import styles from '../../../src/avatar/styles.css?inline';
import type { InkBox } from '../../support/inkBoxes.js';
import { REACHING, SCRIPTS } from './letterNames.js';
import { FIRST_FONTS, HALF_A_PIXEL, type MeasuredProps, measureLetters } from './measureLetters.js';

const NAMES = [...Object.values(SCRIPTS).flat(), ...REACHING];

/** The element of the letters: the root, or a part. */
const LAYOUTS: Record<string, MeasuredProps> = { root: {}, part: { ring: undefined } };

/** The stylesheet as a browser without `text-box` reads it. */
const WITHOUT_TEXT_BOX = styles
  .replace(/not \(text-box:[^)]+\)/, '(display: block)')
  .replace(/text-box:[^;}!]+/g, 'text-box: normal ');

const measured = new Map<string, Map<string, InkBox>>();

async function measureAll(browser: string) {
  for (const [font, file] of Object.entries(FIRST_FONTS)) {
    for (const [layout, props] of Object.entries(LAYOUTS)) {
      measured.set(`${layout}${browser} ${font}`, await measureLetters(NAMES, font, file, props));
    }
  }
}

beforeAll(async () => {
  await page.viewport(1300, 1700);
  await measureAll('');
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = WITHOUT_TEXT_BOX;
  await measureAll(' without text-box');
  style.remove();
});

const inkOf = (name: string, font = 'NotoSans', layout = 'root') =>
  measured.get(`${layout} ${font}`)?.get(name) as InkBox;

describe.each(
  ['', ' without text-box'].flatMap((browser) =>
    Object.keys(FIRST_FONTS).flatMap((font) =>
      Object.keys(LAYOUTS).map((layout) => [`${layout}${browser}`, font]),
    ),
  ),
)('in a %s, on a page whose first font has %s', (layout, font) => {
  it.each(Object.entries(SCRIPTS))('letters in %s stand in the middle of the face', (_, names) => {
    for (const name of names) {
      const { below, right } = inkOf(name, font, layout);
      expect(Math.abs(below), `${name} below`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
      expect(Math.abs(right), `${name} right`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
    }
  });

  it('letters with a mark, a tail or a place of their own are at most 7 % away from it', () => {
    for (const name of REACHING) {
      const { below, right } = inkOf(name, font, layout);
      expect(Math.abs(below), `${name} below`).toBeLessThanOrEqual(0.07);
      expect(Math.abs(right), `${name} right`).toBeLessThanOrEqual(0.07);
    }
  });
});

it.each([16, 20, 40])('letters on a face of %i px stand in the middle of it', async (size) => {
  const boxes = await measureLetters(NAMES, 'NotoSans', FIRST_FONTS.NotoSans, { size });
  // A small face has one letter, which may be further away than the two together.
  const firstLetter = (name: string) => getInitials(name, { max: 1 });
  const reaching = new Set(REACHING.map(firstLetter));
  const names = Object.values(SCRIPTS).flat();
  for (const name of names.filter((each) => !reaching.has(firstLetter(each)))) {
    const { below, right } = boxes.get(name) as InkBox;
    expect(Math.abs(below), `${name} below`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
    expect(Math.abs(right), `${name} right`).toBeLessThanOrEqual(0.02 + HALF_A_PIXEL);
  }
});

/** In percent, because the font differs from machine to machine. `vitest run --silent=false` prints how far the letters are. */
const SYSTEM_TOLERANCE = 5;

it(`letters in the font of the system are at most ${SYSTEM_TOLERANCE} % away from the middle of the face`, async () => {
  const boxes = [...(await measureLetters(NAMES, 'system-ui', { urls: [] }))].filter(
    ([name]) => !REACHING.includes(name),
  );
  const away = boxes.map(([name, { below, right }]) => ({
    name,
    percent: Math.max(Math.abs(below), Math.abs(right)) * 100,
  }));
  away.sort((one, other) => other.percent - one.percent);
  const furthest = away.slice(0, 5).map(({ name, percent }) => `${name} ${percent.toFixed(1)} %`);
  console.info(`Furthest from the middle in system-ui: ${furthest.join(', ')}`);
  expect(away.filter(({ percent }) => percent > SYSTEM_TOLERANCE)).toEqual([]);
});

it.each(Object.entries(SCRIPTS))('letters in %s are as large as in other scripts', (_, names) => {
  const sizes = names.map((name) => Math.sqrt(inkOf(name).width * inkOf(name).height)).sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)];
  expect(middle).toBeGreaterThanOrEqual(0.26);
  expect(middle).toBeLessThanOrEqual(0.44);
  expect(sizes.at(-1)).toBeLessThanOrEqual(0.55);
  for (const name of names) {
    const { width, height } = inkOf(name);
    expect(Math.max(width, height), name).toBeGreaterThanOrEqual(0.24);
  }
});
