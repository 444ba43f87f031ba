import { ChatPictureError } from 'chat-avatar';
import { describe, expect, it, vi } from 'vitest';

class DirectoryError extends ChatPictureError {}

describe('instanceof ChatPictureError', () => {
  it('holds for an error of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('chat-avatar');
    expect(copy.ChatPictureError).not.toBe(ChatPictureError);
    expect(new copy.ChatPictureError('network', 'No connection.') instanceof ChatPictureError).toBe(true);
  });

  it('tells a subclass from its base', () => {
    const error = new DirectoryError('network', 'No connection.');
    expect(error instanceof ChatPictureError).toBe(true);
    expect(error instanceof DirectoryError).toBe(true);
    expect(new ChatPictureError('network', 'No connection.') instanceof DirectoryError).toBe(false);
  });

  it.each([null, undefined, 'network', new Error('network'), { code: 'network' }])(
    'fails for %s',
    (value) => {
      expect((value as unknown) instanceof ChatPictureError).toBe(false);
    },
  );
});
