'use client';

import { createContext, useContext } from 'react';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';

const ENGLISH: Partial<ChatAvatarLabels> = {};

export const LabelsContext = createContext(ENGLISH);

/** The labels of the provider, and over them those of one component. */
export function useLabels(own: Partial<ChatAvatarLabels> | undefined): Partial<ChatAvatarLabels> {
  const shared = useContext(LabelsContext);
  return own ? { ...shared, ...own } : shared;
}
