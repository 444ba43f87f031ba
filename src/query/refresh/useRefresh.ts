import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { ChatId } from '../../chat/chatId.js';
import { leaveServer } from '../../lib/isServer.js';
import { useChatPictureContext } from '../ChatPictureProvider.js';
import { pictureKey } from '../options/chatPictureOptions.js';
import type { RefreshResult } from './RefreshResult.js';
import { refreshCode } from './refreshCode.js';
import { IDLE, type RefreshState, RefreshStore } from './refreshStore.js';

/** The refresh of one chat, for a button. */
export interface Refresh {
  /**
   * Refreshes the picture from WhatsApp itself, past every cache. Call it only on a user's request. Single flight: calls while it
   * is pending share one request. Within the cool-down it sends nothing and resolves to `throttled`. Rejects with a
   * `ChatPictureError`: within the cool-down with `rate-limited`, when there is no answer yet to resolve to, and also when the
   * chat's query was removed or reset meanwhile.
   */
  refresh: () => Promise<RefreshResult>;
  /** Whether a refresh of this chat is pending, from this component or another. */
  isRefreshing: boolean;
  /** Whether `refresh()` sends a request. `false` while one is pending and within the cool-down. */
  canRefresh: boolean;
  /** When the cool-down ends, in ms since the epoch. `undefined` outside a cool-down. */
  refreshAvailableAt: number | undefined;
}

/** The refresh state of one chat, which all avatars of it share. `IDLE` in the server's HTML and while it hydrates. */
export function useRefreshState(id: ChatId | undefined, text: unknown): RefreshState {
  const { source } = useChatPictureContext();
  const refreshStore = RefreshStore.of(useQueryClient());
  const key = RefreshStore.keyOf(pictureKey(source, id, text));
  return useSyncExternalStore(
    refreshStore.subscribe,
    () => refreshStore.get(key),
    // A refresh may be under way by the time a late Suspense boundary hydrates.
    () => IDLE,
  );
}

/**
 * @param text the chat id as it was given, for the error when `id` is `undefined`.
 * @param ownCooldownMs the cool-down in ms, instead of the provider's.
 */
export function useRefresh(id: ChatId | undefined, text: unknown, ownCooldownMs?: number): Refresh {
  const queryClient = useQueryClient();
  const { source, refreshCooldownMs } = useChatPictureContext();
  const cooldownMs = ownCooldownMs ?? refreshCooldownMs;
  const { flight, availableAt } = useRefreshState(id, text);
  // Ahead of the first press.
  useEffect(() => {
    leaveServer();
    refreshCode(() => {}).catch(() => {});
  }, []);
  const refresh = useCallback(
    () =>
      refreshCode(({ refreshChatPicture }) => refreshChatPicture(queryClient, source, id, text, cooldownMs)),
    [queryClient, source, id, text, cooldownMs],
  );
  return {
    refresh,
    isRefreshing: flight !== undefined,
    canRefresh: flight === undefined && availableAt === undefined && id !== undefined,
    refreshAvailableAt: availableAt,
  };
}
