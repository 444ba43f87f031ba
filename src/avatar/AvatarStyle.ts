import type { ComponentPropsWithoutRef, CSSProperties } from 'react';

interface CustomProperties {
  [name: `--${string}`]: string | number | undefined;
}

/** Inline styles, custom properties such as `--chat-avatar-size` included. */
export type AvatarStyle = CSSProperties | (CSSProperties & CustomProperties);

/** The props of a part that renders a `<span>`. */
export interface AvatarPartProps extends Omit<ComponentPropsWithoutRef<'span'>, 'style'> {
  /** Inline styles, custom properties such as `--chat-avatar-size` included. */
  style?: AvatarStyle | undefined;
}
