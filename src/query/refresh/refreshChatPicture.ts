import { hashKey, type QueryClient } from '@tanstack/react-query';
import { type ChatPicture, isSamePicture } from '../../chat/ChatPicture.js';
import { ChatPictureError, toChatPictureError } from '../../chat/ChatPictureError.js';
import { type ChatId, isBroadcastChatId, parseChatId } from '../../chat/chatId.js';
import type { PictureSource } from '../../chat/PictureSource.js';
import { chatPictureOptions, checkPicture } from '../chatPictureOptions.js';
import { wasKept } from './keptPictures.js';
import { RefreshStore } from './refreshStore.js';
import { pictureOfThrottled } from './throttledRefreshes.js';

/** What came of asking WhatsApp itself. */
export interface RefreshResult {
  /**
   * - `updated`: the answer differs from what was held.
   * - `unchanged`: it is the same.
   * - `kept`: the answer was empty or restricted while a picture was held, and the picture stays: WhatsApp also answers
   *   empty when it is rate-limiting.
   * - `throttled`: this chat was refreshed a moment ago, here or by another agent; WhatsApp was not asked.
   */
  outcome: 'updated' | 'unchanged' | 'kept' | 'throttled';
  /** What is held now. */
  picture: ChatPicture;
}

/**
 * Asks WhatsApp itself about one chat (`refresh=true`) and writes the answer into the chat's own query. All who ask while
 * a request is under way share it.
 *
 * @throws {ChatPictureError} when the request fails. What was held stays held.
 */
export async function refreshChatPicture(
  queryClient: QueryClient,
  source: PictureSource,
  chatId: string,
  cooldownMs: number,
): Promise<RefreshResult> {
  const id = parseChatId(chatId);
  if (isBroadcastChatId(id)) return { outcome: 'unchanged', picture: { status: 'none', reason: 'empty' } };
  const { queryKey } = chatPictureOptions(source, id);
  const refreshStore = RefreshStore.of(queryClient);
  const key = hashKey(queryKey);
  const { flight, availableAt } = refreshStore.get(key);
  if (flight) return flight;
  if (availableAt > Date.now()) return throttled(queryClient.getQueryData(queryKey), availableAt);

  let pauseMs = cooldownMs;
  const started = askWhatsApp(queryClient, source, id)
    .catch((thrown: unknown) => {
      const error = toChatPictureError(thrown);
      const { retryAfterMs = 0 } = error;
      const stored = pictureOfThrottled(error);
      pauseMs = stored ? retryAfterMs : Math.max(cooldownMs, retryAfterMs);
      if (stored) return takeOver(queryClient, source, id, stored);
      throw error;
    })
    .finally(() => refreshStore.set(key, { availableAt: Date.now() + pauseMs }));
  refreshStore.set(key, { flight: started, availableAt: 0 });
  return started;
}

async function askWhatsApp(
  queryClient: QueryClient,
  source: PictureSource,
  chatId: ChatId,
): Promise<RefreshResult> {
  const options = chatPictureOptions(source, chatId);
  const answered = await source.getChatPicture(chatId, { refresh: true });
  const answer = checkPicture(answered);
  const held = queryClient.getQueryData(options.queryKey);
  if (held?.status === 'available' && answer.status !== 'available') {
    return { outcome: 'kept', picture: held };
  }
  await write(queryClient, options, answer);
  if (!isSamePicture(held, answer)) return { outcome: 'updated', picture: answer };
  return { outcome: wasKept(answered) ? 'kept' : 'unchanged', picture: answer };
}

/** Another agent's refresh has brought the gateway this picture: as new as one of our own. */
async function takeOver(
  queryClient: QueryClient,
  source: PictureSource,
  chatId: ChatId,
  stored: ChatPicture,
): Promise<RefreshResult> {
  const options = chatPictureOptions(source, chatId);
  const held = queryClient.getQueryData(options.queryKey);
  if (held?.status === 'available' && stored.status !== 'available') {
    return { outcome: 'throttled', picture: held };
  }
  await write(queryClient, options, stored);
  return { outcome: 'throttled', picture: stored };
}

async function write(
  queryClient: QueryClient,
  options: ReturnType<typeof chatPictureOptions>,
  picture: ChatPicture,
): Promise<void> {
  // An ordinary fetch that is still under way would write an older answer over this one.
  await queryClient.cancelQueries({ queryKey: options.queryKey, exact: true });
  // The entry is built first, or it would be made with TanStack's gcTime of 5 minutes.
  queryClient.getQueryCache().build(queryClient, queryClient.defaultQueryOptions(options));
  queryClient.setQueryData(options.queryKey, picture);
}

function throttled(held: ChatPicture | undefined, availableAt: number): RefreshResult {
  if (held) return { outcome: 'throttled', picture: held };
  const retryAfterMs = availableAt - Date.now();
  throw new ChatPictureError(
    'rate-limited',
    `This chat was refreshed a moment ago, and nothing is known of its picture. Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
    { retryAfterMs },
  );
}
