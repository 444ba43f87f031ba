import { hashKey, type QueryClient } from '@tanstack/react-query';
import { pictureIdentity } from '../chat/ChatPicture.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { chatPictureOptions } from './chatPictureOptions.js';

/** The time at which each picture of a chat failed to load, in ms since the epoch. */
type BrokenPictures = Map<string, number>;

const brokenByClient = new WeakMap<QueryClient, Map<string, BrokenPictures>>();

/** More failures in a row mean that the CDN is out of reach, not that a URL has expired. */
const MAX_REFETCHES_IN_A_ROW = 3;

/** The pause between two refetches of one picture, which one avatar may paint and another may not. In ms. */
const SAME_PICTURE_WAIT = 10 * 60 * 1000;

/**
 * Refetch on image error. Sends one ordinary request (no refresh) after an image failed to load, because its URL has most likely
 * expired. Once per picture, for any number of avatars and of new signatures in its URL, so that it cannot become a loop.
 */
export function refetchBrokenImage(
  queryClient: QueryClient,
  source: PictureSource,
  chatId: string,
  url: string,
): void {
  const options = chatPictureOptions(source, chatId);
  const held = queryClient.getQueryData(options.queryKey);
  // Another avatar has refetched already: the cache holds another answer.
  if (held?.status !== 'available' || held.url !== url) return;
  const broken = brokenPictures(queryClient, hashKey(options.queryKey));
  const identity = pictureIdentity(url);
  const before = broken.get(identity) ?? Number.NEGATIVE_INFINITY;
  if (Date.now() - before < SAME_PICTURE_WAIT || broken.size >= MAX_REFETCHES_IN_A_ROW) return;
  broken.set(identity, Date.now());
  // The hook sees a failure in the query's own state.
  queryClient.fetchQuery({ ...options, staleTime: 0 }).catch(() => {});
}

/** Forgets the failures of a chat after a picture of it was painted, except recent ones. */
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
