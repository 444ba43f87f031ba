import type { QueryClient } from '@tanstack/react-query';
import { type ChatPicture, isSamePicture } from '../../chat/ChatPicture.js';
import { ChatPictureError, toChatPictureError } from '../../chat/ChatPictureError.js';
import { type ChatId, invalidChatId, isBroadcastChatId } from '../../chat/chatId.js';
import type { PictureSource } from '../../chat/PictureSource.js';
import { REFRESH_COOLDOWN } from '../constants.js';
import { checkPicture, pictureOptions } from '../options/chatPictureOptions.js';
import { buildPictureQuery } from '../options/pictureQuery.js';
import { isCooldown } from './isCooldown.js';
import { resolvePendingFetches } from './pendingFetches.js';
import type { RefreshResult } from './RefreshResult.js';
import { setRefreshState } from './refreshStates.js';
import { RefreshStore } from './refreshStore.js';

/** The cool-down after a network failure, in ms. */
const NETWORK_PAUSE_MS = 5_000;

/**
 * Single flight. Refreshes the picture of one chat from WhatsApp itself (`refresh=true`) and writes the answer into the chat's
 * query.
 *
 * @throws {ChatPictureError} when the request fails: the picture that was held stays. When the query was removed or reset meanwhile, as at
 *   log-out: the answer is dropped.
 */
export async function refreshChatPicture(
  queryClient: QueryClient,
  source: PictureSource,
  id: ChatId | undefined,
  text: unknown,
  ownCooldownMs: number,
): Promise<RefreshResult> {
  if (id === undefined) throw invalidChatId(text);
  if (isBroadcastChatId(id)) return { outcome: 'unchanged', picture: { status: 'none', reason: 'empty' } };
  const cooldownMs = isCooldown(ownCooldownMs) ? ownCooldownMs : REFRESH_COOLDOWN;
  const options = pictureOptions(source, id, text);
  const refreshStore = RefreshStore.of(queryClient);
  const key = RefreshStore.keyOf(options.queryKey);
  const { flight, availableAt = 0 } = refreshStore.get(key);
  if (flight) return flight;
  const query = buildPictureQuery(queryClient, options);
  if (availableAt > Date.now()) return throttled(query.state.data, availableAt);

  const isCurrent = () => refreshStore.get(key).flight === started;
  const settle = (outcome: RefreshResult['outcome'] | undefined, answer: ChatPicture): RefreshResult => {
    if (!isCurrent()) {
      throw new ChatPictureError('timeout', 'It was cleared from the cache meanwhile.');
    }
    const held = query.state.data;
    if (held?.status === 'available' && answer.status !== 'available') {
      return { outcome: outcome ?? 'kept', picture: held };
    }
    // `manual`: a pending ordinary fetch is not cancelled.
    query.setData(answer, { manual: true });
    resolvePendingFetches(source.id, id, answer);
    const isSame = isSamePicture(held, answer);
    return { outcome: outcome ?? (isSame ? 'unchanged' : 'updated'), picture: answer };
  };

  let pauseMs = cooldownMs;
  const ask = async (): Promise<RefreshResult> => {
    try {
      const answer = await source.getChatPicture(id, { refresh: true });
      const result = settle(undefined, checkPicture(answer));
      return answer.kept && result.outcome === 'unchanged' ? { ...result, outcome: 'kept' } : result;
    } catch (thrown) {
      const error = toChatPictureError(thrown);
      const { picture, retryAfterMs = 0 } = error;
      // A request that did not get through has cost WhatsApp nothing.
      const failureMs = error.code === 'network' ? Math.min(cooldownMs, NETWORK_PAUSE_MS) : cooldownMs;
      pauseMs = picture ? retryAfterMs : Math.max(failureMs, retryAfterMs);
      if (!picture) throw error;
      // The gateway got this picture from another agent's refresh, so it is as new as one of our own.
      return settle('throttled', checkPicture(picture));
    } finally {
      if (isCurrent()) setRefreshState(queryClient, key, { availableAt: Date.now() + pauseMs });
    }
  };
  // The flight is in the store before the request is sent.
  const started: Promise<RefreshResult> = Promise.resolve().then(ask);
  setRefreshState(queryClient, key, { flight: started });
  return started;
}

function throttled(held: ChatPicture | undefined, availableAt: number): RefreshResult {
  if (held) return { outcome: 'throttled', picture: held };
  const retryAfterMs = availableAt - Date.now();
  throw new ChatPictureError(
    'rate-limited',
    `Refreshed a moment ago, and there is no answer yet. Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
    { retryAfterMs },
  );
}
