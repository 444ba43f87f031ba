import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import type { ChatId } from '../../chat/chatId.js';
import { useChatPictureContext } from '../ChatPictureProvider.js';
import { pictureKey } from '../options/chatPictureOptions.js';
import type { RefreshResult } from './RefreshResult.js';
import { refreshChatPicture } from './refreshChatPicture.js';
import { IDLE, RefreshStore } from './refreshStore.js';

/** The refresh of one chat, for a button. */
export interface Refresh {
  /**
   * Refreshes the picture from WhatsApp itself, past every cache. Call it only on a user's request. Single flight: calls while it
   * is pending share one request. Within the cool-down it sends nothing and resolves to `throttled`. Rejects with a
   * `ChatPictureError`.
   */
  refresh: () => Promise<RefreshResult>;
  /** Whether a refresh of this chat is pending, from this component or another. */
  isRefreshing: boolean;
  /** Whether `refresh()` sends a request. `false` while one is pending and within the cool-down. */
  canRefresh: boolean;
  /** When the cool-down ends, in ms since the epoch. `undefined` outside a cool-down. */
  refreshAvailableAt: number | undefined;
}

/**
 * @param text the chat id as it was given, for the error when `id` is `undefined`.
 * @param ownCooldownMs the cool-down in ms, instead of the provider's.
 */
export function useRefresh(id: ChatId | undefined, text: unknown, ownCooldownMs?: number): Refresh {
  const queryClient = useQueryClient();
  const { source, refreshCooldownMs } = useChatPictureContext();
  const cooldownMs = ownCooldownMs ?? refreshCooldownMs;
  const refreshStore = RefreshStore.of(queryClient);
  const key = RefreshStore.keyOf(pictureKey(source, id, text));
  const { flight, availableAt } = useSyncExternalStore(
    useCallback((notify) => refreshStore.subscribe(key, notify), [refreshStore, key]),
    () => refreshStore.get(key),
    // No refresh is under way in the server's HTML, although one may be by the time a late Suspense boundary hydrates.
    () => IDLE,
  );
  const refresh = useCallback(
    () => refreshChatPicture(queryClient, source, id, text, cooldownMs),
    [queryClient, source, id, text, cooldownMs],
  );
  return {
    refresh,
    isRefreshing: flight !== undefined,
    canRefresh: flight === undefined && availableAt === undefined && id !== undefined,
    refreshAvailableAt: availableAt,
  };
}
