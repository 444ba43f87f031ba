'use client';

import { forwardRef } from 'react';
import { plainStyle } from '../AvatarStyle.js';
import { useAvatarContext } from './AvatarContext.js';
import { type AvatarPartProps, renderPart } from './AvatarPart.js';
import { warnAboutPart } from './partWarnings.js';

/**
 * The image that assistive technology sees (`role="img"` with the accessible name). The letters and the picture go inside,
 * buttons beside it. Renders a `<span>`.
 */
export const AvatarFace = forwardRef<HTMLSpanElement, AvatarPartProps>(function ChatAvatarFace(
  { render, ...props },
  ref,
) {
  if (process.env.NODE_ENV !== 'production') warnAboutPart('ChatAvatar.Face', { render, ...props });
  const { label, state } = useAvatarContext('ChatAvatar.Face');
  return renderPart(
    render,
    { ...imageRole(label), ...props, style: plainStyle(props.style), ref, 'data-chat-avatar-face': '' },
    state,
  );
});

/** The role of an image with this accessible name; `''` makes it decorative. */
export function imageRole(label: string) {
  return label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
}
