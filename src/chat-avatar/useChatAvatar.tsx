'use client';

import { type ComponentPropsWithRef, type ForwardedRef, type ReactNode, useRef } from 'react';
import type { AvatarContextValue } from '../avatar/parts/AvatarContext.js';
import { LockBadge } from '../avatar/parts/LockBadge.js';
import { type AvatarOptions, useAvatar } from '../avatar/useAvatar.js';
import { useStylesWarning } from '../avatar/useStylesWarning.js';
import { whenNearViewport } from '../avatar/whenNearViewport.js';
import { memoizedChatId } from '../chat/memoizedChatId.js';
import { type SafePicture, safePicture } from '../chat/safePicture.js';
import { callSafely } from '../lib/callSafely.js';
import { isRenderable } from '../lib/isRenderable.js';
import { mergeRefs } from '../lib/mergeRefs.js';
import { pictureKey, pictureOptions } from '../query/options/chatPictureOptions.js';
import { clearBrokenImages, refetchBrokenImage } from '../query/refetchBrokenImage.js';
import { onRefresh } from '../query/refresh/refreshStore.js';
import { RESTRICTED } from '../query/restricted.js';
import { type ShownPicture, useShownPicture } from '../query/useShownPicture.js';
import type { ChatAvatarContextValue } from './ChatAvatarContext.js';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';
import { type ChatAvatarProps, type ChatAvatarRootProps, isAlone, spanProps } from './ChatAvatarProps.js';
import { chatGlyph } from './chatGlyph.js';
import { chatName } from './chatName.js';
import { useLabels } from './LabelsContext.js';
import { warnAboutProps } from './propWarnings.js';
import { useServedState } from './useServedState.js';

/** The values that the elements of an avatar render. */
interface ConnectedAvatar {
  /** Shared with the parts. */
  avatar: AvatarContextValue;
  /** Whether the root is the face too: the avatar is one element. */
  isFace: boolean;
  /** Whether letters alone are rendered, without a picture. */
  isLetters: boolean;
  root: ComponentPropsWithRef<'span'>;
  badge: ReactNode;
  chat: ChatAvatarContextValue;
  /** The name beside a decorative avatar in the list of a group. */
  writtenName: string | undefined;
}

/**
 * Connects the look of an avatar to the picture of its chat. The chat id is parsed here, and nowhere below.
 *
 * @param isWhole whether the avatar is not composed from parts.
 */
export function useChatAvatar(
  props: ChatAvatarProps | ChatAvatarRootProps,
  ref: ForwardedRef<HTMLSpanElement>,
  isWhole: boolean,
): ConnectedAvatar {
  const { chatId, name, alt, loading = 'lazy', onStateChange } = props;
  const element = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useHookAtTopLevel: the condition is constant in each build.
  if (process.env.NODE_ENV !== 'production') useStylesWarning(element);
  if (process.env.NODE_ENV !== 'production') warnAboutProps(props, isWhole);
  const labels = useLabels(props.labels);
  const text = chatId ?? '';
  const id = memoizedChatId(text);
  const { queryClient, source, query, shown, isHydrating } = useShownPicture(
    id,
    text,
    element,
    loading === 'eager' ? atOnce : whenNearViewport,
  );
  const seed = id ?? text;
  const known = safePicture(shown.data);
  const [ofHtml, status, picture] = useServedState(
    props.id,
    seed,
    isHydrating,
    statusOf(shown, known),
    known,
  );
  const isSilent = isWhole && !props.render && !('renderImage' in props && props.renderImage);
  const label = alt === '' ? '' : chatName([alt, name], id, labels);
  // React would unmount the application for an object that is no node.
  const own = isRenderable(props.badge) ? props.badge : null;
  const badge = own ?? (status === 'restricted' ? lockFor(props.restrictedBadge, label, labels) : null);
  const { avatar, attributes, defaults, isFace, isLetters } = useAvatar({
    look: props,
    badge,
    seed,
    name,
    glyph: chatGlyph(id, name),
    label,
    status,
    picture,
    // A failed image loads again after every answer, even one with the same picture, and after every refresh.
    attempt: shown.dataUpdatedAt,
    retryOn: (retry) => onRefresh(queryClient, pictureKey(source, id, text), retry),
    loading,
    letters: isSilent && !isHydrating ? 'wait' : 'now',
    ownRoot: isSilent ? element : undefined,
    isAlone: isWhole && isAlone(props),
    onImageFailed: (url) => refetchBrokenImage(queryClient, query, pictureOptions(source, id, text), url),
    onStateChange: (state) => {
      if (state === 'picture') clearBrokenImages(query);
      callSafely(onStateChange, state);
    },
  });
  return {
    avatar,
    isFace,
    isLetters,
    root: { ...spanProps(props), ref: mergeRefs(element, ref), ...ofHtml, ...attributes },
    badge,
    chat: { id, text, label, labels },
    // In the list of a group each avatar renders its own name, so that it may be wrapped.
    writtenName: defaults.decorative ? chatName([name, alt], id, labels) : undefined,
  };
}

function atOnce(_: Element | null, start: () => void): () => void {
  return whenNearViewport(null, start);
}

function statusOf(
  { data, isError }: ShownPicture,
  picture: SafePicture | undefined,
): AvatarOptions['status'] {
  if (picture) return 'pending';
  if (data?.status === 'none' || data?.status === 'restricted') return data.status;
  return data || isError ? 'error' : 'pending';
}

/** The lock of a decorative avatar is decorative too. */
function lockFor(
  restrictedBadge: boolean | string | undefined,
  label: string,
  { restricted = RESTRICTED }: Partial<ChatAvatarLabels>,
): ReactNode {
  if (!restrictedBadge) return null;
  const words = restrictedBadge === true ? restricted : restrictedBadge;
  return <LockBadge label={label === '' ? '' : words} />;
}
