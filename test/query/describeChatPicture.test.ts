import {
  type ChatPicture,
  ChatPictureError,
  type ChatPictureErrorCode,
  describeChatPicture,
} from 'chat-avatar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 5, 12) });
});

afterEach(() => {
  vi.useRealTimers();
});

const url = 'https://x.test/a.jpg';

describe('describeChatPicture', () => {
  it('describes each state in words', () => {
    expect(describeChatPicture({})).toBe('Looking for the picture');
    expect(describeChatPicture({ data: { status: 'available', url } })).toBe('Profile picture');
    expect(describeChatPicture({ data: { status: 'none', reason: 'empty' } })).toMatch(/^No picture, or/);
    expect(describeChatPicture({ data: { status: 'restricted' } })).toMatch(/privacy/);
    expect(describeChatPicture({ error: new ChatPictureError('network', '') })).toBe('No connection');
  });

  it('says since when a stored picture is hidden', () => {
    const hiddenSince = new Date(2026, 10, 3, 12).getTime();
    const data = { status: 'available' as const, url, hiddenSince, asOf: 1 };
    expect(describeChatPicture({ data })).toBe('Hidden since 3 November; this is the stored picture');
    expect(describeChatPicture({ data }, { hidden: 'Verborgen' })).toBe('Verborgen');
  });

  it.each([
    ['2026-02-01', '1 February'],
    ['2026-01-15', '15 January'],
    ['2025-11-10', '10 November 2025'],
    ['2024-11-05', '5 November 2024'],
  ])('says the year of a day that was long ago: since %s is %s', (since, day) => {
    vi.setSystemTime(new Date('2026-11-05T12:00'));
    const hiddenSince = new Date(`${since}T12:00`).getTime();
    const words = describeChatPicture({ data: { status: 'available', url, hiddenSince } });
    expect(words).toBe(`Hidden since ${day}; this is the stored picture`);
  });

  it.each([
    [0, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [150, '2 minutes ago'],
    [7_300, '2 hours ago'],
    [86_400, 'yesterday'],
    [3 * 86_400, '3 days ago'],
    [-5, 'just now'],
  ])('says when WhatsApp confirmed the picture: %d s before is %s', (seconds, ago) => {
    const asOf = Date.now() - seconds * 1000;
    expect(describeChatPicture({ data: { status: 'available', url, asOf } })).toBe(
      `Profile picture. Checked with WhatsApp ${ago}`,
    );
  });

  it.each([
    ['2026-11-04T11:00', '23 hours ago'],
    ['2026-11-04T09:00', 'yesterday'],
    ['2026-11-03T11:00', '2 days ago'],
    ['2026-11-02T23:59', '3 days ago'],
  ])('counts days as the calendar does: %s is %s', (day, ago) => {
    vi.setSystemTime(new Date('2026-11-05T10:00'));
    const asOf = new Date(day).getTime();
    expect(describeChatPicture({ data: { status: 'available', url, asOf } })).toBe(
      `Profile picture. Checked with WhatsApp ${ago}`,
    );
  });

  it('describes the cached picture, even after a later error', () => {
    const error = new ChatPictureError('timeout', '');
    expect(describeChatPicture({ data: { status: 'restricted' }, error })).toMatch(/privacy/);
  });

  it.each([
    ['null, as some serialisers write an absent time', null],
    ['NaN', Number.NaN],
    ['a text', '2026-11-03'],
    ['a Date', new Date(0)],
    ['beyond the last date', 9e15],
  ])('says nothing of a time that is %s', (_, time) => {
    const data = { status: 'available', url, asOf: time, hiddenSince: time } as ChatPicture;
    expect(describeChatPicture({ data })).toBe('Profile picture');
    const asOf = Date.now();
    expect(describeChatPicture({ data: { ...data, asOf } as ChatPicture })).toMatch(/WhatsApp just now$/);
  });

  it.each<unknown>([
    'text',
    { status: 'hidden' },
    { status: 'toString' },
    { status: 'pending' },
    { status: 'available' },
    { status: 'available', url: 'javascript:alert(1)' },
  ])('says that a damaged entry of a cache is no picture: %j', (data) => {
    expect(describeChatPicture({ data: data as ChatPicture })).toMatch(/an answer that is not a picture$/);
    const error = new ChatPictureError('timeout', '');
    expect(describeChatPicture({ data: data as ChatPicture, error })).toBe('WhatsApp did not answer in time');
  });

  it.each(['toString', 'checked', 'none', ''])('has words for an error with the code "%s"', (code) => {
    const error = new ChatPictureError(code as ChatPictureErrorCode, '');
    expect(describeChatPicture({ error })).toBe('The picture service failed');
  });

  it('can be translated, in part', () => {
    const german = { restricted: 'Durch die Privatsphäre-Einstellungen verborgen' };
    expect(describeChatPicture({ data: { status: 'restricted' } }, german)).toBe(german.restricted);
    expect(describeChatPicture({}, german)).toBe('Looking for the picture');
  });
});
