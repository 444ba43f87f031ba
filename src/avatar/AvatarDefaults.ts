'use client';

import { createContext, useContext } from 'react';
import type { AvatarOutline } from './AvatarLook.js';

/** Defaults that a group sets for the avatars inside it. */
export interface AvatarDefaults extends AvatarOutline {
  /** Whether each avatar writes its name beside itself, which makes its image decorative. */
  decorative?: boolean;
}

/** Outside of a group. */
export const NO_DEFAULTS: AvatarDefaults = {};

export const AvatarDefaultsContext = createContext<AvatarDefaults>(NO_DEFAULTS);

export function useAvatarDefaults(): AvatarDefaults {
  return useContext(AvatarDefaultsContext);
}
