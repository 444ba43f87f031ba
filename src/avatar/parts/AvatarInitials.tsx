'use client';

import { forwardRef, type ReactNode } from 'react';
import { GroupGlyph, PersonGlyph } from '../glyphs.js';
import { type AvatarContextValue, useAvatarContext } from './AvatarContext.js';
import { type AvatarPartProps, renderPart } from './AvatarPart.js';

/** The initials, or a glyph for a name without letters. Renders a `<span>`; children replace the initials. */
export const AvatarInitials = forwardRef<HTMLSpanElement, AvatarPartProps>(function ChatAvatarInitials(
  { render, children, style, ...props },
  ref,
) {
  const avatar = useAvatarContext('ChatAvatar.Initials');
  return renderPart(
    render,
    {
      'aria-hidden': true,
      ...props,
      ref,
      'data-chat-avatar-initials': lettersMark(avatar),
      style: { ...(children === undefined && avatar.fit), ...style },
      children: children ?? lettersOf(avatar),
    },
    avatar.state,
  );
});

/** Whether the letters are over no picture, or over one that is known: it is painted before them, or it is late. */
export function lettersMark({ images }: AvatarContextValue): 'alone' | '' | 'late' {
  if (images.letters === undefined) return 'alone';
  return images.letters === 'late' ? 'late' : '';
}

export function lettersOf({ initials, glyph }: AvatarContextValue): ReactNode {
  return initials || (glyph === 'group' ? <GroupGlyph /> : <PersonGlyph />);
}
