import { ChatPictureError, describeChatPicture } from 'chat-avatar';
import { describe, expect, it } from 'vitest';

describe('describeChatPicture', () => {
  it('describes each state in words', () => {
    const url = 'https://x.test/a.jpg';
    expect(describeChatPicture({})).toBe('Looking for the picture');
    expect(describeChatPicture({ data: { status: 'available', url } })).toBe('Profile picture');
    expect(describeChatPicture({ data: { status: 'available', url, hiddenSince: 1 } })).toMatch(/hides it/);
    expect(describeChatPicture({ data: { status: 'none', reason: 'empty' } })).toMatch(/^No picture, or/);
    expect(describeChatPicture({ data: { status: 'restricted' } })).toMatch(/privacy/);
    expect(describeChatPicture({ error: new ChatPictureError('network', '') })).toBe('No connection');
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
