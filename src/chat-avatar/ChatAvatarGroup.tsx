'use client';

import clsx from 'clsx';
import {
  Children,
  type ComponentPropsWithoutRef,
  Fragment,
  forwardRef,
  isValidElement,
  type ReactElement,
  type ReactNode,
  useMemo,
} from 'react';
import { AvatarDefaultsContext } from '../avatar/AvatarDefaults.js';
import type { AvatarOutline } from '../avatar/AvatarLook.js';
import type { AvatarStyle } from '../avatar/AvatarStyle.js';
import { sizeToLength } from '../avatar/size.js';
import { ChatAvatarRest } from './ChatAvatarRest.js';

/** The group's words. Translate all or some. */
export interface ChatAvatarGroupLabels {
  /**
   * Names the button for those that are not shown, and their list. Contain the visible text, `+{count}`, so that speech input
   * finds the button (WCAG 2.5.3).
   * @default '+{count} more'
   */
  more: (count: number) => string;
  /** Ends the list of the rest, when the group has more members than were given. @default 'and {count} others' */
  others: (count: number) => string;
}

const ENGLISH: ChatAvatarGroupLabels = {
  more: (count) => `+${count} more`,
  others: (count) => `and ${count} ${count === 1 ? 'other' : 'others'}`,
};

export interface ChatAvatarGroupProps extends AvatarOutline, Omit<ComponentPropsWithoutRef<'ul'>, 'style'> {
  style?: AvatarStyle | undefined;
  /** The avatars, each with a `key`. Each may be wrapped: in a tooltip, a link, a component of your own. */
  children?: ReactNode;
  /** How many avatars are shown before "+3" stands for the rest. All, by default. */
  max?: number | undefined;
  /** How many members there are, if more than avatars were given. */
  total?: number | undefined;
  /** Names the list: "Members of Family". */
  'aria-label'?: string | undefined;
  /** The group's words, to translate them. */
  labels?: Partial<ChatAvatarGroupLabels> | undefined;
}

/**
 * A stack of avatars, each cut out around the next. What does not fit is behind a button that says how many, and lists
 * them by name. Renders a `<ul>`; size and shape go to all avatars in it that have none of their own.
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
  const avatars = avatarsIn(children);
  const { shown, rest } = share(avatars, max);
  const count =
    Math.max(avatars.length, Number.isFinite(total) ? Math.floor(Number(total)) : 0) - shown.length;
  const look = lookOf(avatars[0]?.avatar, size, shape);
  // A new object would render every avatar again, memo or not.
  const defaults = useMemo(() => ({ size, shape }), [size, shape]);
  return (
    <AvatarDefaultsContext.Provider value={defaults}>
      <ul
        {...props}
        ref={ref}
        className={clsx('not-prose', className)}
        data-chat-avatar-group=""
        data-shape={look.shape === 'square' ? undefined : look.shape}
        // Without one, the page may have set it, on a class or further up.
        style={
          {
            ...(look.size !== undefined && { '--chat-avatar-size': sizeToLength(look.size) }),
            ...style,
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
            <ChatAvatarRest count={count} labels={{ ...ENGLISH, ...labels }}>
              {rest}
            </ChatAvatarRest>
          </li>
        ) : null}
      </ul>
    </AvatarDefaultsContext.Provider>
  );
});

export interface KeyedAvatar {
  key: string;
  avatar: ReactElement;
}

/** Those in fragments too: `max` counts avatars. */
function avatarsIn(children: ReactNode, within = ''): KeyedAvatar[] {
  return Children.toArray(children)
    .filter((child) => isValidElement<{ children?: ReactNode }>(child))
    .flatMap((child) => {
      const key = `${within}${child.key}`;
      return child.type === Fragment ? avatarsIn(child.props.children, `${key}/`) : { key, avatar: child };
    });
}

/** At least one is shown; a `max` that makes no sense shows all. */
function share<Avatar>(avatars: Avatar[], max: number | undefined): { shown: Avatar[]; rest: Avatar[] } {
  const limit = max === undefined || Number.isNaN(max) ? avatars.length : Math.max(1, Math.floor(max));
  return { shown: avatars.slice(0, limit), rest: avatars.slice(limit) };
}

/** The size of the overlap and the shape of the cut-out: those of the first avatar, wrapped or not, or the group's own. */
function lookOf(first: ReactNode, size: AvatarOutline['size'], shape: AvatarOutline['shape']) {
  let own: AvatarOutline & { chatId?: string; children?: ReactNode } = {};
  for (let next = first; own.chatId === undefined && isValidElement<typeof own>(next); next = own.children) {
    own = next.props;
  }
  return { size: own.size ?? size, shape: own.shape ?? shape ?? 'square' };
}
