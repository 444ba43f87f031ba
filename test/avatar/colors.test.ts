import { type AvatarColors, getAvatarColors } from 'chat-avatar';
import {
  type Color,
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
} from 'culori';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PALETTE } from '../../src/avatar/colors/palette.js';

const letters = PALETTE.flatMap(({ light, dark }) => [light, dark]);
const contrasts = letters.map(({ background, foreground }) => wcagContrast(background, foreground));
const toColor = (hex: string) => parse(hex) as Color;

/** How eyes without one kind of cone see (Machado, Oliveira and Fernandes 2009, severity 1). */
const DEFICIENCIES = [
  ['protanopia', filterDeficiencyProt(1)],
  ['deuteranopia', filterDeficiencyDeuter(1)],
  ['tritanopia', filterDeficiencyTrit(1)],
] as const;

/** The pairs of backgrounds of one scheme that look more alike than `least` (CIEDE2000). */
function alike(scheme: 'light' | 'dark', least: number, see = (color: Color): Color => color): string[] {
  const difference = differenceCiede2000();
  const backgrounds = PALETTE.map((colors) => colors[scheme].background);
  return backgrounds.flatMap((one, index) =>
    backgrounds.slice(index + 1).flatMap((other) => {
      const measured = difference(see(toColor(one)), see(toColor(other)));
      return measured < least ? `${one} and ${other}: ${measured.toFixed(1)}` : [];
    }),
  );
}

describe('the palette', () => {
  it('has letters with a contrast of at least 6.5:1, and of 7:1 on nine of ten, light and dark', () => {
    expect(contrasts).toHaveLength(32);
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(6.5);
    expect(contrasts.filter((contrast) => contrast >= 7).length).toBeGreaterThanOrEqual(32 * 0.9);
  });

  it.each(DEFICIENCIES)('has letters with a contrast of at least 4.5:1 with %s', (_, see) => {
    for (const { background, foreground } of letters) {
      const seen = [background, foreground].map((color) => see(toColor(color)));
      expect(wcagContrast(seen[0] as Color, seen[1] as Color)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['light', 'dark'] as const)('has no two backgrounds that look alike, on %s pages', (scheme) => {
    expect(alike(scheme, 10)).toEqual([]);
  });

  it.each(DEFICIENCIES)('has no two backgrounds that look alike with %s', (_, see) => {
    expect(alike('light', 6, see)).toEqual([]);
    expect(alike('dark', 6, see)).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has two steps of lightness and one neutral, on %s pages', (scheme) => {
    const toOklch = converter('oklch');
    const backgrounds = PALETTE.map((colors) => toOklch(toColor(colors[scheme].background)));
    expect(backgrounds.filter(({ c }) => c < 0.02)).toHaveLength(1);
    const lightnesses = backgrounds.map(({ l }) => l).sort((a, b) => a - b);
    const gap = (lightnesses[8] as number) - (lightnesses[7] as number);
    expect(gap).toBeGreaterThan(0.03);
  });
});

describe('getAvatarColors', () => {
  it('is the same for the same seed, and differs for anagrams', () => {
    expect(getAvatarColors('201234567890@c.us')).toEqual(getAvatarColors('201234567890@c.us'));
    const anagrams = ['123', '132', '213', '231', '312', '321'].map((seed) => getAvatarColors(seed));
    expect(new Set(anagrams).size).toBeGreaterThan(3);
  });

  it('spreads the numbers of one company evenly', () => {
    const counts = new Map<AvatarColors, number>();
    for (let i = 0; i < 1_600; i += 1) {
      const colors = getAvatarColors(`20123456${String(i).padStart(4, '0')}@c.us`);
      counts.set(colors, (counts.get(colors) ?? 0) + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
    expect(counts.size).toBe(16);
    // 15 degrees of freedom: by chance alone, less than one hash in a thousand would go beyond.
    expect(chiSquare).toBeLessThan(37.7);
  });

  it.each([
    ['consecutive numbers', (i: number) => `2012345${String(i).padStart(5, '0')}@c.us`],
    ['scattered numbers', (i: number) => `${(i * 7_919 + 201_000_000_000) % 999_999_999_989}@c.us`],
    ['groups', (i: number) => `12036304${String(i * 104_729).padStart(10, '0')}@g.us`],
  ])('gives neighbours in a list of %s the same colour no more often than chance', (_, chatIdOf) => {
    const colors = Array.from({ length: 2_000 }, (_unused, i) => getAvatarColors(chatIdOf(i)));
    const equal = colors.filter((color, i) => color === colors[i + 1]).length;
    // One of 16 by chance, and three standard deviations.
    expect(equal / 1_999).toBeLessThan(1 / 16 + 3 * Math.sqrt(15 / 256 / 1_999));
  });

  it('is hex for any seed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (seed) => {
        const { light, dark } = getAvatarColors(seed);
        for (const color of [light.background, light.foreground, dark.background, dark.foreground]) {
          expect(color).toMatch(/^#[\da-f]{6}$/);
        }
      }),
    );
    expect(getAvatarColors(undefined as unknown as string)).toEqual(getAvatarColors(''));
  });

  it('takes a palette of your own', () => {
    const pair = { background: '#ffffff', foreground: '#000000' };
    const own = [{ light: pair, dark: pair }];
    expect(getAvatarColors('anything', { palette: own })).toBe(own[0]);
    expect(getAvatarColors('anything', { palette: [] })).toEqual(getAvatarColors('anything'));
  });
});
