import { screen, within } from '@testing-library/react';
import 'chat-avatar/styles.css';
import { describe, expect, it } from 'vitest';
import { NONE } from '../support/chats.js';
import { picture, stubSource } from '../support/sources.js';

import { becomes, RED, show } from './showAvatar.js';

describe('access (rule 13)', () => {
  it('is one image with one name', async () => {
    const { root } = show(
      stubSource(() => picture(RED)),
      { refreshable: true },
    );
    await becomes(root, 'picture');
    const image = screen.getByRole('img');
    expect(image).toHaveAccessibleName('John Doe');
    expect(within(image).queryByRole('button')).toBeNull();
    expect(root()).toContainElement(screen.getByRole('button'));
    expect(root()).toContainElement(image);
  });

  it('falls back to the phone number, and takes a name from alt', () => {
    const { update } = show(
      stubSource(() => NONE),
      { name: '' },
    );
    expect(screen.getByRole('img')).toHaveAccessibleName('+201234567890');
    update({ name: 'John Doe', alt: 'Agent on duty' });
    expect(screen.getByRole('img')).toHaveAccessibleName('Agent on duty');
  });

  it('falls back to the phone number for an invisible name, or one that is not a string', () => {
    const { update } = show(stubSource(() => NONE));
    for (const name of ['   ', '\u200b\u200f', 12345 as never]) {
      update({ name });
      expect(screen.getByRole('img')).toHaveAccessibleName('+201234567890');
    }
    update({ name: 'John', alt: '  ' });
    expect(screen.getByRole('img')).toHaveAccessibleName('John');
  });

  it('is decorative with alt=""', async () => {
    const { root } = show(
      stubSource(() => picture(RED)),
      { alt: '' },
    );
    await becomes(root, 'picture');
    expect(screen.queryByRole('img')).toBeNull();
    expect(root().querySelector('[data-chat-avatar-face]')).toHaveAttribute('aria-hidden', 'true');
  });
});

describe('a face that is hidden', () => {
  const hidden = () => stubSource(() => ({ status: 'restricted' }));
  const lock = (root: HTMLElement) => root.querySelector('[data-chat-avatar-lock]');

  it('has a small lock only with restrictedBadge', async () => {
    const { root, update } = show(hidden());
    await becomes(root, 'restricted');
    expect(lock(root())).toBeNull();
    update({ restrictedBadge: true });
    expect(lock(root())).not.toBeNull();
    update({ restrictedBadge: true, badge: 'own' });
    expect(lock(root())).toBeNull();
    expect(root()).toHaveTextContent('own');
  });

  it('has no lock while there is a picture', async () => {
    const { root } = show(
      stubSource(() => picture(RED)),
      { restrictedBadge: true },
    );
    await becomes(root, 'picture');
    expect(lock(root())).toBeNull();
  });
});
