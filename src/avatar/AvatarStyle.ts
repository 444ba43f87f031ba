import type { CSSProperties } from 'react';
import { isPlainObject } from '../lib/isPlainObject.js';

interface CustomProperties {
  [name: `--${string}`]: string | number | undefined;
}

/** Inline styles, custom properties such as `--chat-avatar-size` included. */
export type AvatarStyle = CSSProperties | (CSSProperties & CustomProperties);

/** The properties of a style, to be spread. A text or a list has numbers as keys, for which browsers throw. */
export function plainStyle(style: AvatarStyle | undefined): AvatarStyle | undefined {
  return isPlainObject(style) ? style : undefined;
}
