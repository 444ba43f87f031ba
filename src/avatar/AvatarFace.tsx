'use client';

import { forwardRef } from 'react';
import { useAvatarContext } from './AvatarContext.js';
import type { AvatarPartProps } from './AvatarStyle.js';

/**
 * The image that assistive technology sees (`role="img"` with the accessible name). The letters and the picture go inside,
 * buttons beside it. Renders a `<span>`.
 */
export const AvatarFace = forwardRef<HTMLSpanElement, AvatarPartProps>(function ChatAvatarFace(props, ref) {
  const { label } = useAvatarContext('ChatAvatar.Face');
  const role =
    label === '' ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
  return <span {...role} {...props} ref={ref} data-chat-avatar-face="" />;
});
