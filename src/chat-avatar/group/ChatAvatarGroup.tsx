'use client';

import clsx from 'clsx';
import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useMemo } from 'react';
import { AvatarDefaultsContext } from '../../avatar/AvatarDefaults.js';
import type { AvatarOutline } from '../../avatar/AvatarLook.js';
import { type AvatarStyle, plainStyle } from '../../avatar/AvatarStyle.js';
import { readSize } from '../../avatar/size.js';
import { withDefaults } from '../../lib/withDefaults.js';
import { useLabels } from '../LabelsContext.js';
import { warnAboutGroupProps } from '../propWarnings.js';
import { type ChatAvatarGroupLabels, DEFAULT_GROUP_LABELS } from './ChatAvatarGroupLabels.js';
import { ChatAvatarRest } from './ChatAvatarRest.js';
import { findAvatars, resolveLook, splitAt } from './groupMembers.js';

export interface ChatAvatarGroupProps extends AvatarOutline, Omit<ComponentPropsWithoutRef<'ul'>, 'style'> {
  /** Inline styles of the list, custom properties such as `--chat-avatar-size` included. */
  style?: AvatarStyle | undefined;
  /** The avatars, each with a `key`. Each may be wrapped: in a tooltip, a link, a component of your own. */
  children?: ReactNode;
  /** The number of avatars that are shown before "+3" stands for the rest. All, by default. */
  max?: number | undefined;
  /** The number of members, if the group has more members than avatars. */
  total?: number | undefined;
  /** Names the list: "Members of Family". */
  'aria-label'?: string | undefined;
  /** Translations of the group's texts, in place of the provider's. */
  labels?: Partial<ChatAvatarGroupLabels> | undefined;
}

/**
 * A stack of avatars, each cut out around the next. Avatars beyond `max` are behind a button with their number, which opens a
 * list of their names. Renders a `<ul>`; `size` and `shape` are the defaults of all avatars inside it.
 *
 * ```tsx
 * <ChatAvatarGroup max={4} shape="circle" aria-label="Members">
 *   {members.map(({ chatId, name }) => <ChatAvatar key={chatId} chatId={chatId} name={name} />)}
 * </ChatAvatarGroup>
 * ```
 */
export const ChatAvatarGroup = forwardRef<HTMLUListElement, ChatAvatarGroupProps>(function ChatAvatarGroup(
  { max, total, size, shape, labels, className, style, children, ...props },
  ref,
) {
  if (process.env.NODE_ENV !== 'production')
    warnAboutGroupProps({ max, total, size, shape, labels, style }, children);
  const shared = useLabels(undefined);
  const avatars = findAvatars(children);
  const { shown, rest } = splitAt(avatars, max);
  const count =
    Math.max(avatars.length, Number.isFinite(total) ? Math.floor(Number(total)) : 0) - shown.length;
  const look = resolveLook(avatars[0]?.avatar, size, shape);
  // A new object would render every avatar again, despite `memo`.
  const defaults = useMemo(() => ({ size, shape }), [size, shape]);
  return (
    <AvatarDefaultsContext.Provider value={defaults}>
      <ul
        {...props}
        ref={ref}
        className={clsx('not-prose', className)}
        data-chat-avatar-group=""
        data-shape={look.shape === 'square' ? undefined : look.shape}
        // Without a `size`, the property may come from a class or an ancestor.
        style={
          {
            ...(look.size !== undefined && { '--chat-avatar-size': readSize(look.size).length }),
            ...plainStyle(style),
          } as AvatarStyle
        }
      >
        {shown.map(({ key, avatar }) => (
          <li key={key} data-chat-avatar-item="">
            {avatar}
          </li>
        ))}
        {count > 0 ? (
          <li data-chat-avatar-item="">
            <ChatAvatarRest count={count} labels={withDefaults(DEFAULT_GROUP_LABELS, shared, labels)}>
              {rest}
            </ChatAvatarRest>
          </li>
        ) : null}
      </ul>
    </AvatarDefaultsContext.Provider>
  );
});
