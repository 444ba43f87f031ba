'use client';

import { createContext } from 'react';
import { useRequiredContext } from '../../lib/useRequiredContext.js';
import type { AvatarState } from '../AvatarState.js';
import type { AvatarStyle } from '../AvatarStyle.js';
import type { ImageLayer } from '../images/imageLayers.js';
import type { Images } from '../images/useImages.js';

/** The values that the parts of one avatar share. */
export interface AvatarContextValue {
  images: Images;
  state: AvatarState;
  /** At most two graphemes, or `''` for a glyph. */
  initials: string;
  /** The size and the place of the initials; `undefined` for letters like Latin capitals. */
  fit: AvatarStyle | undefined;
  glyph: 'person' | 'group';
  /** The accessible name; `''` makes the avatar decorative. */
  label: string;
  /** As a CSS length. */
  length: string;
  /** In px, as far as it is known. */
  pixels: number;
  loading: 'lazy' | 'eager';
  /** Shows without a render that a known picture is painted. Answers whether it did. */
  paintKnown: (layer: ImageLayer) => boolean;
}

export const AvatarContext = createContext<AvatarContextValue | undefined>(undefined);

export function useAvatarContext(part: string): AvatarContextValue {
  return useRequiredContext(AvatarContext, part);
}
