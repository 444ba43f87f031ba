import { type AvatarColors, getAvatarColors } from 'chat-avatar';
import {
  type Color,
  clampChroma,
  differenceEuclidean,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  parse,
  wcagContrast,
} from 'culori';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PALETTE } from '../../src/avatar/colors/palette.js';

const hex = (l: number, c: number, h: number) =>
  formatHex(clampChroma({ mode: 'oklch', l, c, h }, 'oklch', 'rgb'));
const pairs = PALETTE.flatMap(({ light, dark }) => [light, dark]);

describe('the palette', () => {
  it('matches its OKLCH recipe', () => {
    const made = PALETTE.map((_, index) => {
      const hue = (20 + ((index * 5) % 16) * 22.5) % 360;
      return {
        light: { background: hex(0.88, 0.085, hue), foreground: hex(0.33, 0.105, hue) },
        dark: { background: hex(0.38, 0.09, hue), foreground: hex(0.93, 0.055, hue) },
      };
    });
    expect(PALETTE).toEqual(made);
  });

  it('has a contrast of at least 7:1, light and dark', () => {
    expect(pairs).toHaveLength(32);
    for (const { background, foreground } of pairs) {
      expect(wcagContrast(background, foreground)).toBeGreaterThanOrEqual(7);
    }
  });

  it.each([
    ['protanopia', filterDeficiencyProt(1)],
    ['deuteranopia', filterDeficiencyDeuter(1)],
    ['tritanopia', filterDeficiencyTrit(1)],
  ])('has a contrast of at least 6:1 with %s', (_, filter) => {
    for (const { background, foreground } of pairs) {
      const seen = [background, foreground].map((color) => filter(parse(color) as Color));
      expect(wcagContrast(seen[0] as Color, seen[1] as Color)).toBeGreaterThanOrEqual(6);
    }
  });

  it('has distinct backgrounds, and neighbours that differ', () => {
    const difference = differenceEuclidean('oklab');
    for (const theme of ['light', 'dark'] as const) {
      const backgrounds = PALETTE.map((colors) => colors[theme].background);
      for (const [index, background] of backgrounds.entries()) {
        for (const other of backgrounds.slice(index + 1)) {
          expect(difference(background, other)).toBeGreaterThan(0.02);
        }
        const next = backgrounds[(index + 1) % backgrounds.length] as string;
        expect(difference(background, next)).toBeGreaterThan(0.08);
      }
    }
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
