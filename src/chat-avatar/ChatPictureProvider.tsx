'use client';

import {
  type PictureSourceProviderProps,
  ChatPictureProvider as SourceProvider,
} from '../query/ChatPictureProvider.js';
import type { ChatAvatarLabels } from './ChatAvatarLabels.js';
import { LabelsContext, useLabels } from './LabelsContext.js';
import { warnAboutLabels } from './labelWarnings.js';
import { warnAboutProviderProps } from './propWarnings.js';

export interface ChatPictureProviderProps extends PictureSourceProviderProps {
  /**
   * Translations of all texts of the avatars, or of some: `de` from `chat-avatar/labels/de`. Keep the object out of render.
   * @default English
   */
  labels?: Partial<ChatAvatarLabels> | undefined;
}

/** Provides the picture source to all avatars and hooks below. Render one per app, inside a `QueryClientProvider`. */
export function ChatPictureProvider({ labels, ...props }: ChatPictureProviderProps) {
  if (process.env.NODE_ENV !== 'production') {
    warnAboutLabels('ChatPictureProvider', labels);
    warnAboutProviderProps(props);
  }
  const shared = useLabels(undefined);
  // Always the same elements: labels that arrive later would make React mount the whole application again.
  return (
    <LabelsContext.Provider value={labels || shared}>
      <SourceProvider {...props} />
    </LabelsContext.Provider>
  );
}
