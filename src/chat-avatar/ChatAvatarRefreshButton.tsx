'use client';

import { type ComponentPropsWithoutRef, forwardRef, useState } from 'react';
import { DEFAULT_REFRESH_LABELS, RefreshButton, type RefreshLabels } from '../avatar/RefreshButton.js';
import { toChatPictureError } from '../chat/ChatPictureError.js';
import { useChatAvatarContext } from './ChatAvatarContext.js';

export interface ChatAvatarRefreshButtonProps extends Omit<ComponentPropsWithoutRef<'button'>, 'type'> {
  /** Translations of the button's texts. */
  labels?: Partial<RefreshLabels> | undefined;
}

/** The outcome of the last press, and the chat that it belongs to. */
interface LastPress {
  chatId: string | null | undefined;
  said: string;
  hasFailed: boolean;
}

/** Refreshes the avatar's picture from WhatsApp itself, and announces the outcome. Renders a `<button>`. */
export const ChatAvatarRefreshButton = forwardRef<HTMLButtonElement, ChatAvatarRefreshButtonProps>(
  function ChatAvatarRefreshButton({ labels, onClick, ...props }, ref) {
    const { chatId, picture, label } = useChatAvatarContext('ChatAvatar.RefreshButton');
    const [last, setLast] = useState<LastPress>();
    const texts = { ...DEFAULT_REFRESH_LABELS, ...labels };
    // The avatar may show another chat by now.
    const own = last?.chatId === chatId ? last : undefined;

    const say = (said: string, hasFailed = false) => setLast({ chatId, said, hasFailed });

    const refresh = async () => {
      say(texts.refreshing);
      try {
        const { outcome } = await picture.refresh();
        say(texts[outcome]);
      } catch (thrown) {
        say(texts.failed(toChatPictureError(thrown).message), true);
      }
    };

    return (
      <RefreshButton
        {...props}
        ref={ref}
        name={label}
        labels={labels}
        busy={picture.isRefreshing}
        availableAt={picture.refreshAvailableAt ?? 0}
        announcement={own?.said}
        failure={own?.hasFailed ? own.said : undefined}
        onClick={(event) => {
          onClick?.(event);
          if (!event.defaultPrevented) void refresh();
        }}
      />
    );
  },
);
