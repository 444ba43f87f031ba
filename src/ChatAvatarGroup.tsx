'use client';

import clsx from 'clsx';
import { Children, type ComponentPropsWithoutRef, forwardRef } from 'react';

export interface ChatAvatarGroupProps extends ComponentPropsWithoutRef<'span'> {
  /** How many avatars are shown before "+3" stands for the rest. */
  max?: number;
}

/** A stack of avatars, each a little over the one before. Renders a `<span>` with the role of a list. */
export const ChatAvatarGroup = forwardRef<HTMLSpanElement, ChatAvatarGroupProps>(function ChatAvatarGroup(
  { max, className, children, ...props },
  ref,
) {
  const avatars = Children.toArray(children);
  const shown = max === undefined || avatars.length <= max ? avatars : avatars.slice(0, Math.max(1, max));
  const rest = avatars.length - shown.length;
  return (
    <span
      role="list"
      {...props}
      ref={ref}
      className={clsx('chat-avatar-group', className)}
      data-chat-avatar-group=""
    >
      {shown.map((avatar, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: Children.toArray has given every child a key of its own.
        <span role="listitem" key={index}>
          {avatar}
        </span>
      ))}
      {rest > 0 ? (
        <span role="listitem" data-chat-avatar-rest="">
          <span aria-hidden="true">+{rest}</span>
          <span data-chat-avatar-hidden="">and {rest} more</span>
        </span>
      ) : null}
    </span>
  );
});
