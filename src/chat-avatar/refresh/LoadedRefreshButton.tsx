'use client';

import { forwardRef, memo, useState } from 'react';
import { DEFAULT_REFRESH_LABELS, RefreshButton } from '../../avatar/parts/RefreshButton.js';
import { toChatPictureError } from '../../chat/ChatPictureError.js';
import { useRefresh } from '../../query/refresh/useRefresh.js';
import { useChatAvatarContext } from '../ChatAvatarContext.js';
import type { ChatAvatarRefreshButtonProps } from './ChatAvatarRefreshButtonProps.js';

/** The outcome of the last press, and the chat that it belongs to. */
interface LastPress {
  chat: unknown;
  said: string;
  hasFailed: boolean;
}

/**
 * Refreshes the avatar's picture from WhatsApp itself, and announces the outcome. `ChatAvatarRefreshButton` loads it, renders the
 * `<button>` with the props that it passes to `render`, and leaves to it what stands beside the button.
 */
export const LoadedRefreshButton = memo(
  forwardRef<HTMLButtonElement, ChatAvatarRefreshButtonProps>(function LoadedRefreshButton(
    { labels: ownLabels, onRefreshed, onClick, ...props },
    ref,
  ) {
    const { id, text, label, labels } = useChatAvatarContext('ChatAvatar.RefreshButton');
    const { refresh, isRefreshing, refreshAvailableAt = 0 } = useRefresh(id, text);
    const [last, setLast] = useState<LastPress>();
    const texts = { ...DEFAULT_REFRESH_LABELS, ...labels, ...ownLabels };
    // The avatar may show another chat by now.
    const own = last?.chat === text ? last : undefined;

    const say = (said: string, hasFailed = false) => setLast({ chat: text, said, hasFailed });

    const press = async () => {
      say(texts.refreshing);
      try {
        const result = await refresh();
        say(texts[result.outcome]);
        onRefreshed?.(result);
      } catch (thrown) {
        const error = toChatPictureError(thrown);
        say(texts.failed(error.message), true);
        onRefreshed?.(error);
      }
    };

    return (
      <RefreshButton
        {...props}
        ref={ref}
        name={label}
        labels={texts}
        busy={isRefreshing}
        availableAt={refreshAvailableAt}
        announcement={own?.said}
        failure={own?.hasFailed ? own.said : undefined}
        onClick={(event) => {
          onClick?.(event);
          if (!event.defaultPrevented) void press();
        }}
      />
    );
  }),
);
