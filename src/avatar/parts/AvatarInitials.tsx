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
      'data-chat-avatar-initials': '',
      style: { ...(children === undefined && avatar.fit), ...style },
      children: children ?? lettersOf(avatar),
    },
    avatar.state,
  );
});

export function lettersOf({ initials, glyph }: AvatarContextValue): ReactNode {
  return initials || (glyph === 'group' ? <GroupGlyph /> : <PersonGlyph />);
}
