'use client';

import { createContext, useContext } from 'react';
import type { AvatarOutline } from './AvatarLook.js';

/** What a group gives to the avatars in it that have no value of their own. */
export interface AvatarDefaults extends AvatarOutline {
  /** Each of them writes its name beside itself, so its image is decorative. */
  decorative?: boolean;
}

const NONE: AvatarDefaults = {};

export const AvatarDefaultsContext = createContext<AvatarDefaults>(NONE);

export function useAvatarDefaults(): AvatarDefaults {
  return useContext(AvatarDefaultsContext);
}
