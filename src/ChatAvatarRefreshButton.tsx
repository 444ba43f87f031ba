'use client';

import { type ComponentPropsWithoutRef, forwardRef, useState } from 'react';
import { DEFAULT_REFRESH_LABELS, RefreshButton, type RefreshLabels } from './avatar/RefreshButton.js';
import { useChatAvatarContext } from './ChatAvatarContext.js';
import { toChatPictureError } from './chat/ChatPictureError.js';

export interface ChatAvatarRefreshButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'type'> {
  /** The button's words, to translate them. */
  labels?: Partial<RefreshLabels>;
}

/** Asks WhatsApp itself about the avatar's chat, and says what came of it. Renders a `<button>`. */
export const ChatAvatarRefreshButton = forwardRef<HTMLButtonElement, ChatAvatarRefreshButtonProps>(
  function ChatAvatarRefreshButton({ labels, onClick, ...props }, ref) {
    const { picture, label } = useChatAvatarContext('ChatAvatar.RefreshButton');
    const [announcement, setAnnouncement] = useState('');
    const texts = { ...DEFAULT_REFRESH_LABELS, ...labels };

    const refresh = async () => {
      setAnnouncement('');
      try {
        const { outcome } = await picture.refresh();
        setAnnouncement(texts[outcome]);
      } catch (thrown) {
        setAnnouncement(texts.failed(toChatPictureError(thrown).message));
      }
    };

    return (
      <RefreshButton
        {...props}
        ref={ref}
        name={label}
        labels={labels}
        busy={picture.isRefreshing}
        availableAt={picture.refreshAvailableAt}
        announcement={announcement}
        onClick={(event) => {
          onClick?.(event);
          if (!event.defaultPrevented) void refresh();
        }}
      />
    );
  },
);
