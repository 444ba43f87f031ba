import type { ReactNode } from 'react';
import type { AvatarPalette } from './colors/AvatarColors.js';
import type { AvatarSize } from './size.js';

/** The part of the look that a group can set for all avatars inside it. */
export interface AvatarOutline {
  /**
   * A name (`xs` 24, `sm` 32, `md` 40, `lg` 56, `xl` 96), a number of px, or a CSS length such as `1em`.
   * @default 'md'
   */
  size?: AvatarSize | undefined;
  /**
   * The shape of the picture and of the coloured square under it: the radius is 12 % of the size, 22 % or 50 %.
   * `--chat-avatar-radius` sets another one.
   * @default 'square'
   */
  shape?: 'square' | 'rounded' | 'circle' | undefined;
}

export interface AvatarLook extends AvatarOutline {
  /** A ring around the picture: for the conversation that is open, or one with unread messages. */
  ring?: 'active' | 'unread' | undefined;
  /** A small element on the corner, such as presence or a channel's logo. The picture is cut out around it. */
  badge?: ReactNode;
  /** Colours of your own, instead of the built-in palette. Keep it out of render. */
  palette?: AvatarPalette | undefined;
}
