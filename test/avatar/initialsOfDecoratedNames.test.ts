import { getInitials } from 'chat-avatar';
import { describe, expect, it } from 'vitest';

describe('compatibility letters become plain letters', () => {
  it.each([
    ['mathematical', '𝓙𝓸𝓱𝓷 𝓓𝓸𝓮', 'JD'],
    ['mathematical with letters of other blocks', 'ℌ𝔢𝔩𝔩𝔬 ℤ', 'HZ'],
    ['mathematical digits', '𝟛M 𝟘ne', '30'],
    ['full-width', 'Ｊｏｈｎ Ｄｏｅ', 'JD'],
    ['circled', 'Ⓙⓞⓗⓝ ⓓⓞⓔ', 'JD'],
    ['negative circled', '🅙🅞🅗🅝 🅓🅞🅔', 'JD'],
    ['squared', '🄹🄾🄷🄽 🄳🄾🄴', 'JD'],
    ['negative squared', '🅹🅾🅷🅽 🅳🅾🅴', 'JD'],
    ['negative squared as emoji', '🅰️🅱️🅳🆄🅻', 'A'],
    ['first and last of their alphabet', '🅐 🅩', 'AZ'],
    ['parenthesised', '⒥⒪⒣⒩ Doe', 'JD'],
    ['parenthesised capitals', '🄙🄞🄗🄝 🄓🄞🄔', 'JD'],
    ['superscript', 'ᴶᵒʰⁿ ᴰᵒᵉ', 'JD'],
    ['ordinal indicator', 'Mª José', 'MJ'],
    ['ligatures', 'ﬁona ﬂynn', 'FF'],
    ['long s', 'ſam', 'S'],
    ['Arabic presentation forms', 'ﻣﺤﻤﺪ', 'م'],
    ['half-width katakana', 'ﾊﾟｸ', 'パ'],
    ['Kangxi radicals', '⽔', '水'],
  ])('%s: %s is %s', (_, name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });

  it.each([
    ['Hangul for compatibility', 'ㅋㅋㅋ', 'ㅋ'],
    ['a letter that is two letters', 'ǆemal', 'Ǆ'],
    ['a Lao digraph', 'ໜູ', 'ໜູ'],
    ['Thai sara am', 'ทำดี', 'ทำ'],
    ['trade mark', 'Acme ™', 'A'],
    ['a spacing accent', 'O´Brien', 'O'],
    ['an abbreviation in brackets', '㈱ホンダ', 'ホ'],
    ['a number in a circle', '① John', 'J'],
  ])('%s does not: %s is %s', (_, name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});

describe('decoration around a name is ignored', () => {
  it.each([
    ['1️⃣ John', 'J'],
    ['1⃣ John', 'J'],
    ['ℹ️ Info Desk', 'ID'],
    ['ℹ Info Desk', 'ID'],
    ['🅱️ig Ⓜ️ike', 'BM'],
    ['ーさくら', 'さ'],
    ['ʚ Ana ɞ', 'A'],
    ['ʚAnaɞ', 'A'],
    ['꧁༒John༒꧂', 'J'],
    ['༺John༻ Doe', 'JD'],
    ['★彡 John', '彡'],
    ['ʕ•ᴥ•ʔ Ana', 'A'],
    ['•°¯`•• Ana ••´¯°•', 'A'],
    ['♛ Q u e e n ♛', 'QN'],
    ['《张伟》', '张'],
    ['🔥 (Mom)', 'M'],
    ['(🔥)', '🔥'],
    ['🍕 Pizza Roma 🇮🇹', 'PR'],
    ['✨Glow✨ by Sara', 'GS'],
  ])('%s is %s', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});

describe('a dash or a bar by itself ends the name', () => {
  it.each([
    ['John | Acme', 'J'],
    ['John Doe - Acme Inc.', 'JD'],
    ['John Doe – Acme', 'JD'],
    ['John Doe — Acme — Rome', 'JD'],
    ['John ｜ Acme', 'J'],
    ['- John Doe', 'JD'],
    ['John Doe -', 'JD'],
    ['12 - Anna Bell', 'AB'],
    ['3M - Acme', '3'],
    ['🔥 | Ana', 'A'],
    ['Jean-Luc Picard', 'JP'],
    ['John|Acme', 'J'],
  ])('%s is %s', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});

describe('stacked marks ("Zalgo text")', () => {
  const marks = String.fromCodePoint(...Array.from({ length: 80 }, (_, index) => 0x300 + index));

  it('keeps at most two accents on a letter', () => {
    expect(getInitials(`J${marks}ohn D${marks}oe`)).toMatch(/^J\p{M}{1,2}D\p{M}{1,2}$/u);
  });

  it('keeps a repeated mark once', () => {
    expect(getInitials(`ก${'\u0e47'.repeat(40)}`)).toBe('ก\u0e47');
  });

  it('has no mark that encloses the letter', () => {
    expect(getInitials('J\u20ddohn')).toBe('J');
  });

  it.each([
    ['Vietnamese', 'ế'.normalize('NFD'), 'Ế'],
    ['Yoruba', 'ọ́lá', 'Ọ́'],
    ['Hebrew with points', 'שָּׁלוֹם', 'שָּׁ'.normalize('NFC')],
    ['Devanagari', 'र्त्स्न्यि', 'र्त्स्न्यि'],
    ['Tibetan', 'ཧྐྵྨླྺྼྻྂ', 'ཧྐྵྨླྺྼྻྂ'],
  ])('keeps all marks that %s needs: %s', (_, name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});
