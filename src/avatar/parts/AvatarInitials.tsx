'use client';

import { forwardRef, type ReactNode } from 'react';
import { plainStyle } from '../AvatarStyle.js';
import { FALLBACKS, Glyph } from '../glyphs.js';
import { type AvatarContextValue, useAvatarContext } from './AvatarContext.js';
import { type AvatarPartProps, renderPart } from './AvatarPart.js';
import { warnAboutPart } from './partWarnings.js';

/** The initials, or a glyph for a name without letters. Renders a `<span>`; children replace the initials. */
export const AvatarInitials = forwardRef<HTMLSpanElement, AvatarPartProps>(function ChatAvatarInitials(
  { render, children, style, ...props },
  ref,
) {
  if (process.env.NODE_ENV !== 'production')
    warnAboutPart('ChatAvatar.Initials', { render, style, ...props });
  const avatar = useAvatarContext('ChatAvatar.Initials');
  return renderPart(
    render,
    {
      'aria-hidden': true,
      ...props,
      ref,
      'data-chat-avatar-initials': lettersMark(avatar),
      'data-own': ownMark(children ?? avatar.initials),
      style: { ...(children === undefined && avatar.fit), ...plainStyle(style) },
      children: children ?? lettersOf(avatar),
    },
    avatar.state,
  );
});

/** Whether the letters are under no picture, or under one that is known: CSS alone delays them, or they wait until it is late. */
export function lettersMark({ images }: AvatarContextValue): 'alone' | '' | 'wait' {
  if (images.letters === undefined) return 'alone';
  return images.letters === 'wait' ? 'wait' : '';
}

/** Whether there is another element in the place of the letters: the stylesheet centres its box, and not the ink on a baseline. */
export function ownMark(content: ReactNode): '' | undefined {
  return typeof content === 'string' && content !== '' ? undefined : '';
}

export function lettersOf({ initials, glyph }: AvatarContextValue): ReactNode {
  return initials || <Glyph path={FALLBACKS[glyph]} />;
}
