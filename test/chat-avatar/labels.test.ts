import { ChatPictureError, describeChatPicture } from 'chat-avatar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '../support/languages.js';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 5, 12) });
});

afterEach(() => {
  vi.useRealTimers();
});

describe.each(Object.entries(LANGUAGES))('chat-avatar/labels/%s', (language, labels) => {
  const texts = {
    ...labels,
    refresh: labels.refresh('Mona'),
    'refresh without a name': labels.refresh(''),
    unavailable: labels.unavailable(30),
    availableAgain: labels.availableAgain(30),
    tryAgain: labels.tryAgain(30),
    failed: labels.failed(labels.network),
    more: labels.more(9),
    others: labels.others(7),
    checked: '',
    hidden: '',
  };

  it('has the keys of every other language, and a different text for each', () => {
    expect(Object.keys(labels).sort()).toEqual(Object.keys(LANGUAGES.de).sort());
    const written = Object.values({ ...texts, checked: 'checked', hidden: 'hidden' });
    for (const text of written) expect(text).toMatch(/\S/);
    expect(new Set(written).size).toBe(written.length);
  });

  it('puts the name, the seconds, the count and the reason into its texts', () => {
    expect(texts.refresh).toContain('Mona');
    expect(texts['refresh without a name']).not.toMatch(/Mona|\{|undefined/);
    for (const text of [texts.unavailable, texts.availableAgain, texts.tryAgain])
      expect(text).toMatch(/30|٣٠/);
    // The visible text of the button is part of its name (WCAG 2.5.3).
    expect(texts.more).toContain('+9');
    expect(texts.others).toMatch(/7|٧/);
    // As a sentence of its own, which `tryAgain` follows.
    expect(texts.failed).toContain(labels.network);
    expect(texts.failed).toMatch(/[^.。।۔][.。।۔]$/);
  });

  it('describes a picture with the date in its language', () => {
    const url = 'https://x.test/a.jpg';
    const hiddenSince = new Date(2026, 10, 3, 12).getTime();
    const month = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(hiddenSince);
    expect(describeChatPicture({ data: { status: 'available', url, hiddenSince } }, labels)).toContain(month);
    const old = new Date(2024, 10, 3, 12).getTime();
    const year = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(old);
    expect(describeChatPicture({ data: { status: 'available', url, hiddenSince: old } }, labels)).toContain(
      year,
    );
    const asOf = Date.now() - 5 * 60_000;
    const ago = new Intl.RelativeTimeFormat(language).format(-5, 'minute');
    expect(describeChatPicture({ data: { status: 'available', url, asOf } }, labels)).toContain(ago);
    const error = new ChatPictureError('network', '');
    expect(describeChatPicture({ error }, labels)).toBe(labels.network);
  });
});

// A line of a bubble or a tooltip has the direction of its first letter.
it.each(['ar', 'he', 'ur'] as const)(
  'a text of %s begins with a letter that runs from right to left',
  (language) => {
    const { checked: _behindAnother, ...labels } = LANGUAGES[language];
    const texts = Object.values(labels).map((text) =>
      typeof text === 'function' ? (text as (value: never) => string)(7 as never) : text,
    );
    const begun = texts.filter((text) => /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text));
    expect(begun).toEqual(texts);
  },
);

/** Languages whose words change with the count, and the categories of `Intl.PluralRules` that have words of their own. */
const INFLECTED: Record<string, string[]> = {
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
  de: ['one', 'other'],
  fr: ['one', 'other'],
  he: ['one', 'two', 'other'],
  it: ['one', 'other'],
  pt: ['one', 'other'],
  ru: ['one', 'few', 'many'],
};

it.each(Object.entries(LANGUAGES))('%s counts by the plural rules of its language', (language, labels) => {
  const rules = new Intl.PluralRules(language);
  const forms = new Map<string, Set<string>>();
  const counts = [...Array.from({ length: 250 }, (_, count) => count), 1_000, 1_001, 1_000_000];
  for (const count of counts) {
    const text = labels.others(count);
    const category = rules.select(count);
    expect(text).not.toMatch(/\{|undefined|NaN/);
    forms.set(category, (forms.get(category) ?? new Set()).add(text.replace(/\d+/, '{n}')));
  }
  // The count decides on the words through its category alone.
  for (const [category, texts] of forms) expect(texts.size, category).toBe(1);
  const inflected = (INFLECTED[language] ?? ['other']).map((category) => [...(forms.get(category) ?? [])][0]);
  expect(inflected).not.toContain(undefined);
  expect(new Set(inflected).size).toBe(inflected.length);
});

it('labels count in the words of their language', () => {
  const { ar, de, he, ru } = LANGUAGES;
  expect([1, 2, 5, 21, 22].map(ru.others)).toEqual([
    'и ещё 1 участник',
    'и ещё 2 участника',
    'и ещё 5 участников',
    'и ещё 21 участник',
    'и ещё 22 участника',
  ]);
  expect([1, 2, 3, 11, 100].map(ar.others)).toEqual([
    'وشخص آخر',
    'وشخصان آخران',
    'و3 أشخاص آخرين',
    'و11 شخصًا آخر',
    'و100 شخص آخر',
  ]);
  expect([1, 2, 3].map(he.others)).toEqual(['ועוד אחד', 'ועוד שניים', 'ועוד 3']);
  expect([de.others(1), de.others(2)]).toEqual(['und 1 weitere Person', 'und 2 weitere Personen']);
});

it('the button of a group counts in the words of its language', () => {
  const { ar, he, pt } = LANGUAGES;
  expect([1, 2, 5].map(ar.more)).toEqual(['+1 آخر', '+2 آخران', '+5 آخرون']);
  expect([1, 2, 5].map(he.more)).toEqual(['+1 נוסף', '+2 נוספים', '+5 נוספים']);
  expect([1, 2, 5].map(pt.more)).toEqual(['+1 outro', '+2 outros', '+5 outros']);
});

it('no language calls a group a person', () => {
  const { tr } = LANGUAGES;
  expect(tr.refresh('Aile')).toBe('Fotoğrafı yenile: Aile');
});

it('the time of a check sounds like one', () => {
  const { he, zh } = LANGUAGES;
  const before = (seconds: number) => Date.now() - seconds * 1000;
  expect([60, 3_600, 7_200].map((seconds) => he.checked(before(seconds)))).toEqual([
    'נבדקה מול WhatsApp לפני דקה',
    'נבדקה מול WhatsApp לפני שעה',
    'נבדקה מול WhatsApp לפני שעתיים',
  ]);
  expect([0, 300].map((seconds) => zh.checked(before(seconds)))).toEqual([
    '刚刚与 WhatsApp 核对过',
    '5分钟前与 WhatsApp 核对过',
  ]);
});
