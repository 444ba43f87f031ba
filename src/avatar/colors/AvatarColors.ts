/** A pair in which the foreground can be read on the background: 4.5:1 or more. Hex, `#rrggbb`. */
export interface AvatarColorPair {
  background: string;
  foreground: string;
}

/** One colour of an avatar, for light pages and for dark ones. */
export interface AvatarColors {
  light: AvatarColorPair;
  dark: AvatarColorPair;
}

/** Colours to choose from. Adding, removing or moving one gives most chats another colour. */
export type AvatarPalette = readonly AvatarColors[];
