import type { ReactNode } from 'react';
import type { AvatarLook } from '../avatar/AvatarLook.js';
import type { AvatarState } from '../avatar/AvatarState.js';
import type { AvatarImageProps } from '../avatar/parts/AvatarImage.js';
import type { AvatarPartProps } from '../avatar/parts/AvatarPart.js';
import type { ChatPictureError } from '../chat/ChatPictureError.js';
import type { RefreshResult } from '../query/refresh/RefreshResult.js';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';

type SpanProps = Omit<AvatarPartProps, 'children' | 'color'>;

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
  /** Translations of all texts of this avatar, or of some, in place of the provider's. */
  labels?: Partial<ChatAvatarLabels> | undefined;
  /** Called with the new `data-state` after each change of it, and not with the first one. */
  onStateChange?: ((state: AvatarState) => void) | undefined;
}

export interface ChatAvatarRootProps extends OwnProps {
  /** The parts: `ChatAvatar.Face` with `.Initials` and `.Image` inside it, `.RefreshButton`, and elements of your own. */
  children?: ReactNode;
}

export interface ChatAvatarProps extends OwnProps {
  /** Adds a small button that refreshes the picture from WhatsApp itself. */
  refreshable?: boolean | undefined;
  /** Called with the result of each press of the refresh button, or with its error. For a message of the page's own. */
  onRefreshed?: ((result: RefreshResult | ChatPictureError) => void) | undefined;
  /** Renders a framework's image instead of `<img>`. */
  renderImage?: AvatarImageProps['render'] | undefined;
}

/**
 * The props that are not attributes of the `<span>`; `id` and `style` are computed. `true` for those that leave a whole avatar one
 * element. With any other prop its face is an element inside the root.
 */
const OWN: Record<Exclude<keyof (ChatAvatarProps & ChatAvatarRootProps), keyof SpanProps>, boolean> &
  Record<'ref' | 'id' | 'style' | 'render', boolean> = {
  chatId: true,
  name: true,
  alt: true,
  loading: true,
  size: true,
  shape: true,
  palette: true,
  onStateChange: true,
  labels: true,
  renderImage: true,
  ref: true,
  ring: false,
  badge: false,
  restrictedBadge: false,
  refreshable: false,
  onRefreshed: false,
  render: false,
  children: false,
  id: false,
  style: false,
};

/**
 * Whether no part stands beside the face, and nothing is set on the root. By the names of the props, not by their values, so that a
 * badge that comes and goes does not move the picture into another element.
 */
export function isAlone(props: ChatAvatarProps): boolean {
  return Object.keys(props).every((name) => OWN[name as keyof typeof OWN]);
}

/** The attributes of the `<span>`. Object rest with as many names would double the time of `renderToString`. */
export function spanProps(props: ChatAvatarProps | ChatAvatarRootProps): SpanProps {
  const span: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    if (!Object.hasOwn(OWN, name)) span[name] = value;
  }
  return span;
}
