import { cleanup, waitFor } from '@testing-library/react';
import 'chat-avatar/styles.css';
import { afterEach, describe, expect, it } from 'vitest';
import { BOB, showAvatar } from '../../support/avatars.js';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';

afterEach(cleanup);

const RED = pictureDataUrl('#c00000');

describe('onStateChange', () => {
  it('is called with the new data-state, once for each change, and not with the first', async () => {
    const source = stubSource((chatId) =>
      chatId === BOB ? { status: 'none', reason: 'empty' } : picture(RED),
    );
    const avatar = showAvatar(source);
    expect(avatar.states).toEqual([]);
    await waitFor(() => expect(avatar.states).toEqual(['picture']));
    avatar.update({ chatId: BOB });
    await waitFor(() => expect(avatar.states).toEqual(['picture', 'pending', 'none']));
    avatar.update({ chatId: BOB, name: 'Bob' });
    await avatar.becomes('none');
    expect(avatar.states).toEqual(['picture', 'pending', 'none']);
  });
});
