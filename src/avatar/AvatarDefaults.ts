'use client';

import { createContext, useContext } from 'react';
import type { AvatarOutline } from './AvatarLook.js';

/** What a group gives to the avatars in it that do not say otherwise. */
export interface AvatarDefaults extends AvatarOutline {
  /** The name is written beside each of them, so their images say nothing. */
  decorative?: boolean;
}

const NONE: AvatarDefaults = {};

export const AvatarDefaultsContext = createContext<AvatarDefaults>(NONE);

export function useAvatarDefaults(): AvatarDefaults {
  return useContext(AvatarDefaultsContext);
}
