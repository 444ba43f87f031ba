'use client';

import { useQueryClient } from '@tanstack/react-query';
import { forwardRef, memo, useState } from 'react';
import { RefreshButton, type RenderedButton } from '../../avatar/parts/RefreshButton.js';
import { DEFAULT_REFRESH_LABELS } from '../../avatar/refresh/RefreshLabels.js';
import type { LastRefresh } from '../../avatar/refresh/RefreshOutcome.js';
import type { ChatPicture } from '../../chat/ChatPicture.js';
import { ChatPictureError, toChatPictureError } from '../../chat/ChatPictureError.js';
import { timeOf } from '../../chat/timeOf.js';
import { callSafely } from '../../lib/callSafely.js';
import { withDefaults } from '../../lib/withDefaults.js';
import { useChatPictureContext } from '../../query/ChatPictureProvider.js';
import { describeChatPicture } from '../../query/describeChatPicture.js';
import { pictureKey } from '../../query/options/chatPictureOptions.js';
import { useRefresh } from '../../query/refresh/useRefresh.js';
import { useChatAvatarContext } from '../ChatAvatarContext.js';
import type { ChatAvatarRefreshButtonProps } from './ChatAvatarRefreshButtonProps.js';

interface LoadedRefreshButtonProps extends Omit<ChatAvatarRefreshButtonProps, 'render'> {
  /** Takes the button and what its live region says, before the browser paints. */
  onRender: (button: RenderedButton) => void;
}

/** The last press, and the chat that it belongs to. */
interface Press extends LastRefresh {
  chat: unknown;
}

/**
 * Refreshes the avatar's picture from WhatsApp itself, and says the outcome: as a glyph, in a bubble, and to screen readers.
 * `ChatAvatarRefreshButton` loads it, renders the `<button>` and the live region as `onRender` gets them, and leaves to it what else stands
 * beside the button.
 */
export const LoadedRefreshButton = memo(
  forwardRef<HTMLButtonElement, LoadedRefreshButtonProps>(function LoadedRefreshButton(
    { labels: ownLabels, onRefreshed, onClick, ...props },
    ref,
  ) {
    const { id, text, label, labels } = useChatAvatarContext('ChatAvatar.RefreshButton');
    const { refresh, isRefreshing, refreshAvailableAt = 0 } = useRefresh(id, text);
    const queryClient = useQueryClient();
    const { source } = useChatPictureContext();
    const [last, setLast] = useState<Press>();
    const texts = withDefaults(DEFAULT_REFRESH_LABELS, labels, ownLabels);

    const press = async () => {
      setLast({ chat: text, said: texts.refreshing });
      const result = await refresh().catch(toChatPictureError);
      const isError = result instanceof ChatPictureError;
      const said = isError
        ? texts.failed(describeChatPicture({ error: result }, labels))
        : texts[result.outcome];
      setLast({ chat: text, said, outcome: isError ? 'error' : result.outcome });
      callSafely(onRefreshed, result);
    };

    /** When WhatsApp confirmed the picture, or since when it is hidden, as far as the source says it. */
    const describe = () => {
      const data = queryClient.getQueryData<ChatPicture>(pictureKey(source, id, text));
      const isDated =
        data?.status === 'available' && (timeOf(data.asOf) ?? timeOf(data.hiddenSince)) !== undefined;
      return isDated ? describeChatPicture({ data }, labels) : undefined;
    };

    return (
      <RefreshButton
        {...props}
        ref={ref}
        name={label}
        labels={texts}
        busy={isRefreshing}
        availableAt={refreshAvailableAt}
        // The avatar may show another chat by now.
        last={last?.chat === text ? last : undefined}
        describe={describe}
        onClick={(event) => {
          onClick?.(event);
          if (!event.defaultPrevented) void press();
        }}
      />
    );
  }),
);
