'use client';

import {
  type ForwardedRef,
  forwardRef,
  memo,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
} from 'react';
import { AvatarContext } from '../avatar/parts/AvatarContext.js';
import { AvatarFace, imageRole } from '../avatar/parts/AvatarFace.js';
import { AvatarImage, renderLayers } from '../avatar/parts/AvatarImage.js';
import { AvatarInitials, lettersMark, lettersOf, ownMark } from '../avatar/parts/AvatarInitials.js';
import { renderPart } from '../avatar/parts/AvatarPart.js';
import { withRef } from '../lib/withRef.js';
import { ChatAvatarContext } from './ChatAvatarContext.js';
import type { ChatAvatarProps, ChatAvatarRootProps } from './ChatAvatarProps.js';
import { ChatAvatarRefreshButton } from './refresh/ChatAvatarRefreshButton.js';
import { useChatAvatar } from './useChatAvatar.js';

/** The avatar's outer element, to compose an avatar of your own from parts. Renders a `<span>`. */
export const ChatAvatarRoot = forwardRef<HTMLSpanElement, ChatAvatarRootProps>(
  function ChatAvatarRoot(props, ref) {
    const connected = useChatAvatar(props, ref, false);
    return (
      <AvatarContext.Provider value={connected.avatar}>
        <ChatAvatarContext.Provider value={connected.chat}>
          {renderRoot(props.render, connected, props.children)}
        </ChatAvatarContext.Provider>
      </AvatarContext.Provider>
    );
  },
);

/** The whole avatar is one component without contexts: 4 fibers and 1.5 kB of heap less than the same from the parts. */
const WholeAvatar = withRef(function ChatAvatar(
  props: ChatAvatarProps & RefAttributes<HTMLSpanElement>,
  ref: ForwardedRef<HTMLSpanElement>,
) {
  const connected = useChatAvatar(props, ref ?? (props.ref as typeof ref), true);
  const { avatar, chat, root, isFace, isLetters } = connected;
  const role = imageRole(avatar.label);
  const layers = renderLayers(avatar, props.renderImage);
  const letters = lettersOf(avatar);
  // Letters are the only child of their element, so that a page translator may wrap them.
  if (!isLetters) {
    layers.unshift(
      <span
        key="letters"
        aria-hidden="true"
        data-chat-avatar-initials={lettersMark(avatar)}
        data-own={ownMark(avatar.initials)}
        style={avatar.fit}
      >
        {letters}
      </span>,
    );
  }
  const content = isLetters ? letters : layers;
  if (isFace) {
    return (
      <span {...root} {...role}>
        {content}
      </span>
    );
  }
  return renderRoot(
    props.render,
    connected,
    <>
      <span {...role} data-chat-avatar-face="">
        {content}
      </span>
      {props.refreshable ? (
        <ChatAvatarContext.Provider value={chat}>
          <ChatAvatarRefreshButton onRefreshed={props.onRefreshed} />
        </ChatAvatarContext.Provider>
      ) : null}
    </>,
  );
});

/**
 * The right face beside a conversation: the picture when there is one, coloured initials when there is none. Renders a
 * `<span>` with `data-chat-avatar` and `data-state`; needs a `ChatPictureProvider` above it.
 *
 * Memoised: it renders again when one of its props changes. Keep objects (`style`, `badge`, `palette`, labels) and functions
 * out of the parent's render, or wrap them in `useMemo` and `useCallback`.
 *
 * ```tsx
 * <ChatAvatar chatId="201234567890@c.us" name="John Doe" />
 * ```
 */
export const ChatAvatar = Object.assign(memo(WholeAvatar), {
  Root: ChatAvatarRoot,
  Face: AvatarFace,
  Image: AvatarImage,
  Initials: AvatarInitials,
  RefreshButton: ChatAvatarRefreshButton,
});

function renderRoot(
  render: ChatAvatarProps['render'],
  { root, badge, avatar, writtenName }: ReturnType<typeof useChatAvatar>,
  children: ReactNode,
): ReactElement {
  const content = (
    <>
      {children}
      {badge ? <span data-chat-avatar-badge="">{badge}</span> : null}
    </>
  );
  const element = renderPart(render, { ...root, children: content }, avatar.state);
  if (writtenName === undefined) return element;
  return (
    <>
      {element}
      <bdi>{writtenName}</bdi>
    </>
  );
}
