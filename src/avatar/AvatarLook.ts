import type { ReactNode } from 'react';
import type { AvatarPalette } from './colors.js';
import type { AvatarSize } from './size.js';

/** What a group can give to all avatars in it. */
export interface AvatarOutline {
  /**
   * A name (`xs` 24, `sm` 32, `md` 40, `lg` 56, `xl` 96), a number of px, or a CSS length such as `1em`.
   * @default 'md'
   */
  size?: AvatarSize | undefined;
  /**
   * Of the picture, and of the coloured square under it.
   * @default 'square'
   */
  shape?: 'square' | 'rounded' | 'circle' | undefined;
}

export interface AvatarLook extends AvatarOutline {
  /** A ring around the picture: for the conversation that is open, or one with unread messages. */
  ring?: 'active' | 'unread' | undefined;
  /** Something small on the corner: presence, a channel's logo. The picture is cut out around it. */
  badge?: ReactNode;
  /** Colours of your own, instead of the built-in palette. Keep it out of render. */
  palette?: AvatarPalette | undefined;
}
