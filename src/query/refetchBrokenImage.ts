import { hashKey, type QueryClient } from '@tanstack/react-query';
import { pictureIdentity } from '../chat/ChatPicture.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { chatPictureOptions } from './chatPictureOptions.js';

/** When each picture of a chat did not load, in ms since the epoch. */
type BrokenPictures = Map<string, number>;

const brokenByClient = new WeakMap<QueryClient, Map<string, BrokenPictures>>();

/** More than a few in a row means that the CDN is out of reach, not that a URL died. */
const MAX_HEALS_IN_A_ROW = 3;

/** A picture that one avatar can paint and another cannot is asked for again no sooner, in ms. */
const SAME_PICTURE_WAIT = 10 * 60 * 1000;

/**
 * Asks once more, in the ordinary way, after an image did not load: its URL has most likely died. Once per picture,
 * however many avatars show it and however often its URL is signed anew, so that it can never become a loop.
 */
export function refetchBrokenImage(
  queryClient: QueryClient,
  source: PictureSource,
  chatId: string,
  url: string,
): void {
  const options = chatPictureOptions(source, chatId);
  const held = queryClient.getQueryData(options.queryKey);
  // Somebody has been here already: the cache holds another answer by now.
  if (held?.status !== 'available' || held.url !== url) return;
  const broken = brokenPictures(queryClient, hashKey(options.queryKey));
  const identity = pictureIdentity(url);
  const before = broken.get(identity) ?? Number.NEGATIVE_INFINITY;
  if (Date.now() - before < SAME_PICTURE_WAIT || broken.size >= MAX_HEALS_IN_A_ROW) return;
  broken.set(identity, Date.now());
  // A failure is seen by the hook, through the query's own state.
  queryClient.fetchQuery({ ...options, staleTime: 0 }).catch(() => {});
}

/** A picture of the chat was painted: the next one that does not load is a new case, unless it has failed just now. */
export function clearBrokenImages(queryClient: QueryClient, source: PictureSource, chatId: string): void {
  const key = hashKey(chatPictureOptions(source, chatId).queryKey);
  const byChat = brokenByClient.get(queryClient);
  const broken = byChat?.get(key);
  for (const [identity, time] of broken ?? []) {
    if (Date.now() - time >= SAME_PICTURE_WAIT) broken?.delete(identity);
  }
  if (broken?.size === 0) byChat?.delete(key);
}

function brokenPictures(queryClient: QueryClient, key: string): BrokenPictures {
  const byChat = brokenByClient.get(queryClient) ?? new Map<string, BrokenPictures>();
  brokenByClient.set(queryClient, byChat);
  const broken = byChat.get(key) ?? new Map<string, number>();
  byChat.set(key, broken);
  return broken;
}
