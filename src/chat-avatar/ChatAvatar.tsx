'use client';

import { useQueryClient } from '@tanstack/react-query';
import { forwardRef, memo, type ReactNode, useCallback, useImperativeHandle, useRef } from 'react';
import { Avatar, type AvatarProps } from '../avatar/Avatar.js';
import { useAvatarDefaults } from '../avatar/AvatarDefaults.js';
import { AvatarFace } from '../avatar/AvatarFace.js';
import { AvatarImage, type AvatarImageProps } from '../avatar/AvatarImage.js';
import { AvatarInitials } from '../avatar/AvatarInitials.js';
import type { AvatarLook } from '../avatar/AvatarLook.js';
import { LockBadge } from '../avatar/LockBadge.js';
import type { RefreshLabels } from '../avatar/RefreshButton.js';
import { useNearViewport } from '../avatar/useNearViewport.js';
import { useStylesWarning } from '../avatar/useStylesWarning.js';
import { safeParseChatId } from '../chat/chatId.js';
import { type SafePicture, safePicture } from '../chat/safePicture.js';
import { useChatPictureContext } from '../query/ChatPictureProvider.js';
import { describeChatPicture } from '../query/describeChatPicture.js';
import { clearBrokenImages, refetchBrokenImage } from '../query/refetchBrokenImage.js';
import { type UseChatPictureResult, useChatPicture } from '../query/useChatPicture.js';
import { ChatAvatarContext } from './ChatAvatarContext.js';
import { ChatAvatarRefreshButton } from './ChatAvatarRefreshButton.js';
import { chatGlyph } from './chatGlyph.js';
import { chatName } from './chatName.js';
import { useServedState } from './useServedState.js';

type SpanProps = Omit<
  AvatarProps,
  | keyof AvatarLook
  | 'children'
  | 'seed'
  | 'glyph'
  | 'label'
  | 'status'
  | 'picture'
  | 'attempt'
  | 'onImageFailed'
>;

interface OwnProps extends AvatarLook, SpanProps {
  /** The chat's full id, suffix included: `201234567890@c.us`, `120363043968066561@g.us`. */
  chatId: string;
  /** The source of the initials, and the accessible name. */
  name?: string | null | undefined;
  /**
   * `lazy` requests nothing until the avatar comes near the viewport.
   * @default 'lazy'
   */
  loading?: 'lazy' | 'eager' | undefined;
  /** The accessible name, if it differs from `name`. `''` makes the avatar decorative, for example beside the written name. */
  alt?: string | undefined;
  /**
   * Puts a small lock on a face that is hidden by the person's privacy settings, unless `badge` is set. A string is the label
   * of the lock, for a translation.
   * @default false
   */
  restrictedBadge?: boolean | string | undefined;
}

export interface ChatAvatarRootProps extends OwnProps {
  /** The parts: `ChatAvatar.Face` with `.Initials` and `.Image` inside it, `.RefreshButton`, and elements of your own. */
  children?: ReactNode;
}

export interface ChatAvatarProps extends OwnProps {
  /** Adds a small button that refreshes the picture from WhatsApp itself. */
  refreshable?: boolean | undefined;
  /** Translations of the button's texts. */
  refreshLabels?: Partial<RefreshLabels> | undefined;
  /** Renders a framework's image instead of `<img>`. */
  renderImage?: AvatarImageProps['render'] | undefined;
}

/** The parts share one call of the hook, which therefore renders only when a visible field changes. */
const VISIBLE: (keyof UseChatPictureResult)[] = ['data', 'dataUpdatedAt', 'error', 'status'];

/** The avatar's outer element, to compose an avatar of your own from parts. Renders a `<span>`. */
export const ChatAvatarRoot = forwardRef<HTMLSpanElement, ChatAvatarRootProps>(function ChatAvatarRoot(
  { chatId, name, alt, loading = 'lazy', restrictedBadge = false, badge, onStateChange, ...props },
  ref,
) {
  const element = useRef<HTMLSpanElement>(null);
  useImperativeHandle(ref, () => element.current as HTMLSpanElement, []);
  // biome-ignore lint/correctness/useHookAtTopLevel: the condition is constant in each build.
  if (process.env.NODE_ENV !== 'production') useStylesWarning(element);
  const near = useNearViewport(element, loading, String(chatId));
  const queryClient = useQueryClient();
  const { source } = useChatPictureContext();
  const picture = useChatPicture(chatId ?? '', {
    enabled: near,
    notifyOnChangeProps: VISIBLE as ('data' | 'dataUpdatedAt' | 'error' | 'status')[],
  });
  const id = safeParseChatId(chatId);
  const { decorative } = useAvatarDefaults();
  const label = alt === '' ? '' : chatName([alt, name], chatId);
  const { id: elementId, served } = useServedState(props.id);
  const shown = served?.hasPicture === false ? undefined : safePicture(picture.data);
  const status = served?.state ?? statusOf(picture, shown);
  const refetchImage = useCallback(
    (url: string) => refetchBrokenImage(queryClient, source, chatId, url),
    [queryClient, source, chatId],
  );
  const lock = status === 'restricted' ? lockFor(restrictedBadge, label) : null;

  return (
    <ChatAvatarContext.Provider value={{ chatId, picture, label }}>
      <Avatar
        {...props}
        ref={element}
        id={elementId}
        badge={badge ?? lock}
        seed={id ?? String(chatId)}
        name={name}
        glyph={chatGlyph(chatId, name)}
        label={label}
        status={status}
        picture={shown}
        // A failed image loads again after every answer, even one with the same picture, and after every refresh.
        attempt={`${picture.dataUpdatedAt} ${picture.isRefreshing}`}
        loading={loading}
        onImageFailed={refetchImage}
        onStateChange={(state) => {
          if (state === 'picture') clearBrokenImages(queryClient, source, chatId);
          onStateChange?.(state);
        }}
      />
      {/* In the list of a group each avatar renders its own name, so that it may be wrapped. */}
      {decorative ? <bdi>{chatName([name, alt], chatId)}</bdi> : null}
    </ChatAvatarContext.Provider>
  );
});

const WholeAvatar = forwardRef<HTMLSpanElement, ChatAvatarProps>(function ChatAvatar(
  { refreshable = false, refreshLabels, renderImage, ...props },
  ref,
) {
  return (
    <ChatAvatarRoot {...props} ref={ref}>
      <AvatarFace>
        <AvatarInitials />
        <AvatarImage render={renderImage} />
      </AvatarFace>
      {refreshable ? <ChatAvatarRefreshButton labels={refreshLabels} /> : null}
    </ChatAvatarRoot>
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

function statusOf(
  { data, isError }: UseChatPictureResult,
  shown: SafePicture | undefined,
): AvatarProps['status'] {
  if (data) return data.status !== 'available' ? data.status : shown ? 'pending' : 'error';
  return isError ? 'error' : 'pending';
}

/** The lock of a decorative avatar is decorative too. */
function lockFor(restrictedBadge: boolean | string, label: string): ReactNode {
  if (restrictedBadge === false || restrictedBadge === '') return null;
  const words =
    restrictedBadge === true ? describeChatPicture({ data: { status: 'restricted' } }) : restrictedBadge;
  return <LockBadge label={label === '' ? '' : words} />;
}
