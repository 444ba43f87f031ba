import type { CSSProperties } from 'react';

interface CustomProperties {
  [name: `--${string}`]: string | number | undefined;
}

/** Inline styles, custom properties such as `--chat-avatar-size` included. */
export type AvatarStyle = CSSProperties | (CSSProperties & CustomProperties);
