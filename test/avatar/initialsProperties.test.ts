import { getInitials } from 'chat-avatar';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

const graphemes = (text: string) =>
  [...new Intl.Segmenter('und').segment(text)].map(({ segment }) => segment);

const anyName = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));

/** Default-ignorable characters, except the joiners, which shape letters. */
const ignorable = fc.constantFrom(
  ...'\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a\u202e\u2060\u2064\u2066\u2069\ufe00\ufeff\ufff9\u{e0100}\u0000\u007f',
);

const word = fc.string({
  unit: fc.constantFrom(...'abzßéñжωשم李さกเे\u0301\u0302'),
  minLength: 1,
  maxLength: 6,
});

const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, property), { numRuns: 2_000 });

describe('any name', () => {
  it('gives at most two graphemes, and never half a character', () => {
    check(anyName, (name) => {
      const initials = getInitials(name);
      expect(initials).not.toMatch(/\p{Cs}/u);
      expect(graphemes(initials).length).toBeLessThanOrEqual(2);
    });
  });

  it('gives the first grapheme of two with max: 1', () => {
    check(anyName, (name) => {
      expect(getInitials(name).startsWith(getInitials(name, { max: 1 }))).toBe(true);
    });
  });

  it('gives letters, digits or an emoji, or nothing', () => {
    check(anyName, (name) => {
      expect(getInitials(name)).toMatch(/^$|[\p{L}\p{Nd}\p{ExtPict}\p{RI}]|\u20e3/u);
    });
  });

  it('gives the same initials for composed and decomposed accents', () => {
    check(anyName, (name) => {
      expect(getInitials(name.normalize('NFD'))).toBe(getInitials(name.normalize('NFC')));
    });
  });

  it('gives the same initials with invisible characters anywhere in it', () => {
    const withIgnorable = fc.tuple(
      fc.array(word, { maxLength: 4 }),
      fc.array(ignorable, { maxLength: 30 }),
      fc.nat(),
    );
    check(withIgnorable, ([words, marks, seed]) => {
      const name = words.join(' ');
      const characters = Array.from(name.normalize('NFC'));
      for (const [index, mark] of marks.entries()) {
        characters.splice((seed + index * 7) % (characters.length + 1), 0, mark);
      }
      expect(getInitials(characters.join(''))).toBe(getInitials(name));
    });
  });

  it('never gives a digit for a phone number, alone or behind a name', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 7, maxLength: 15 });
    const separator = fc.constantFrom('', ' ', '-', '.', ') ', ' - ');
    check(fc.tuple(digits, fc.nat(), separator), ([number, at, by]) => {
      const cut = at % number.length;
      const grouped = `${number.slice(0, cut)}${cut > 0 ? by : ''}${number.slice(cut)}`;
      expect(getInitials(`+${grouped}`)).toBe('');
      expect(getInitials(`Ravi ${grouped}`)).toBe('R');
    });
  });
});

describe('a name of a million characters', () => {
  it.each([
    ['x'.repeat(1_000_000), 'X'],
    [`${'john '.repeat(200_000)}doe`, 'JD'],
    ['('.repeat(1_000_000), ''],
    ['😀'.repeat(500_000), '😀'],
    ['1 '.repeat(500_000), ''],
    [`J${'\u0301\u0302'.repeat(500_000)}`, 'J\u0301\u0302'],
    ['a@'.repeat(500_000), 'A'],
    ['\u200b'.repeat(1_000_000), ''],
  ])('reads as much of it as of one with 1,000 characters', (name, initials) => {
    const lengths: number[] = [];
    const normalize = String.prototype.normalize;
    const spy = vi.spyOn(String.prototype, 'normalize').mockImplementation(function (this: string, form) {
      lengths.push(this.length);
      return normalize.call(this, form);
    });
    const actual = getInitials(name);
    spy.mockRestore();
    expect(actual).toBe(initials);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1_000);
  });
});
