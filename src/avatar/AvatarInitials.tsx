'use client';

import { forwardRef } from 'react';
import { useAvatarContext } from './AvatarContext.js';
import type { AvatarPartProps } from './AvatarStyle.js';
import { GroupGlyph, PersonGlyph } from './glyphs.js';

/** The initials, or a glyph for a name without letters. Renders a `<span>`; children replace the initials. */
export const AvatarInitials = forwardRef<HTMLSpanElement, AvatarPartProps>(function ChatAvatarInitials(
  { children, ...props },
  ref,
) {
  const { initials, glyph } = useAvatarContext('ChatAvatar.Initials');
  const Glyph = glyph === 'group' ? GroupGlyph : PersonGlyph;
  return (
    <span aria-hidden="true" {...props} ref={ref} data-chat-avatar-initials="">
      {children ?? (initials || <Glyph />)}
    </span>
  );
});
