import { ChatPictureError, describeChatPicture } from 'chat-avatar';
import { ar } from 'chat-avatar/labels/ar';
import { de } from 'chat-avatar/labels/de';
import { es } from 'chat-avatar/labels/es';
import { fr } from 'chat-avatar/labels/fr';
import { he } from 'chat-avatar/labels/he';
import { hi } from 'chat-avatar/labels/hi';
import { id } from 'chat-avatar/labels/id';
import { it as italian } from 'chat-avatar/labels/it';
import { pt } from 'chat-avatar/labels/pt';
import { ru } from 'chat-avatar/labels/ru';
import { tr } from 'chat-avatar/labels/tr';
import { ur } from 'chat-avatar/labels/ur';
import { zh } from 'chat-avatar/labels/zh';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const LANGUAGES = { ar, de, es, fr, he, hi, id, it: italian, pt, ru, tr, ur, zh };

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
    failed: labels.failed('Wawp answered 500.'),
    more: labels.more(9),
    others: labels.others(7),
    checked: '',
    hidden: '',
  };

  it('has the keys of every other language, and a different text for each', () => {
    expect(Object.keys(labels).sort()).toEqual(Object.keys(de).sort());
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
    expect(texts.failed).toContain('Wawp answered 500.');
  });

  it('describes a picture with the date in its language', () => {
    const url = 'https://x.test/a.jpg';
    const hiddenSince = new Date(2026, 10, 3, 12).getTime();
    const month = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' }).format(hiddenSince);
    expect(describeChatPicture({ data: { status: 'available', url, hiddenSince } }, labels)).toContain(month);
    const asOf = Date.now() - 2 * 60_000;
    const ago = new Intl.RelativeTimeFormat(language).format(-2, 'minute');
    expect(describeChatPicture({ data: { status: 'available', url, asOf } }, labels)).toContain(ago);
    const error = new ChatPictureError('network', '');
    expect(describeChatPicture({ error }, labels)).toBe(labels.network);
  });
});

it('labels count by the plural rules of their language', () => {
  expect([1, 2, 5, 21, 22].map(ru.others)).toEqual([
    'и ещё 1 участник',
    'и ещё 2 участника',
    'и ещё 5 участников',
    'и ещё 21 участник',
    'и ещё 22 участника',
  ]);
  expect(new Set([1, 2, 3, 11, 100].map((count) => ar.others(count).replace(/\d+/, ''))).size).toBe(5);
  expect([de.others(1), de.others(2)]).toEqual(['und 1 weitere Person', 'und 2 weitere Personen']);
});
