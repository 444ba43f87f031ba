import { ChatPictureError, describeChatPicture } from 'chat-avatar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers();
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
    [0, 'now'],
    [59, 'now'],
    [60, '1 minute ago'],
    [150, '2 minutes ago'],
    [7_300, '2 hours ago'],
    [86_400, 'yesterday'],
    [3 * 86_400, '3 days ago'],
    [-5, 'now'],
  ])('says when WhatsApp confirmed the picture: %d s before is %s', (seconds, ago) => {
    const asOf = Date.now() - seconds * 1000;
    expect(describeChatPicture({ data: { status: 'available', url, asOf } })).toBe(
      `Profile picture. Checked with WhatsApp ${ago}`,
    );
  });

  it('describes the cached picture, even after a later error', () => {
    const error = new ChatPictureError('timeout', '');
    expect(describeChatPicture({ data: { status: 'restricted' }, error })).toMatch(/privacy/);
  });

  it('can be translated, in part', () => {
    const german = { restricted: 'Durch die Privatsphäre-Einstellungen verborgen' };
    expect(describeChatPicture({ data: { status: 'restricted' } }, german)).toBe(german.restricted);
    expect(describeChatPicture({}, german)).toBe('Looking for the picture');
  });
});
