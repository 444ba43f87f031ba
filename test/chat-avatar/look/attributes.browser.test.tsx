import { cleanup, waitFor } from '@testing-library/react';
import { ChatAvatar } from 'chat-avatar';
import { afterEach, describe, expect, it } from 'vitest';
import { pictureDataUrl } from '../../support/images.js';
import { picture, stubSource } from '../../support/sources.js';
import { john, members, show } from './show.js';

afterEach(cleanup);

/** A browser turns some attributes into styles of the lowest rank, which `all: revert` would take away. */
const styleOf = (element: Element, property: string) => getComputedStyle(element).getPropertyValue(property);

describe('the stylesheet leaves what attributes say:', () => {
  it('a picture is not dragged in place of its row', async () => {
    const source = stubSource(() => picture(pictureDataUrl('#c00000')));
    const { part } = show(john(), { source });
    await waitFor(() => part('-image'));
    expect(styleOf(part('-image'), '-webkit-user-drag')).toBe('none');
  });

  it('a picture of parts with `draggable` is dragged', async () => {
    const source = stubSource(() => picture(pictureDataUrl('#c00000')));
    const { part } = show(
      <ChatAvatar.Root chatId="201234567890@c.us">
        <ChatAvatar.Image draggable />
      </ChatAvatar.Root>,
      { source },
    );
    await waitFor(() => part('-image'));
    expect(styleOf(part('-image'), '-webkit-user-drag')).toBe('element');
  });

  it('an avatar and a group with `draggable` are dragged', () => {
    const { part } = show(
      <>
        {john({ draggable: true })}
        {members(['Ada', 'Bo'], { draggable: true })}
      </>,
    );
    expect(styleOf(part(''), '-webkit-user-drag')).toBe('element');
    expect(styleOf(part('-group'), '-webkit-user-drag')).toBe('element');
  });

  it('letters of an avatar with `lang` have its fonts', () => {
    const { part } = show(john({ lang: 'ja' }));
    expect(styleOf(part(''), '-webkit-locale')).toBe('"ja"');
  });
});
