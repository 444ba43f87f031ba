import { hashKey, type QueryClient } from '@tanstack/react-query';
import { pictureIdentity } from '../chat/ChatPicture.js';
import type { PictureSource } from '../chat/PictureSource.js';
import { chatPictureOptions } from './chatPictureOptions.js';

/** Pictures that did not load, by chat. More than a few in a row means that the CDN is out of reach, not that a URL died. */
const brokenByClient = new WeakMap<QueryClient, Map<string, Set<string>>>();
const MAX_HEALS_IN_A_ROW = 3;

/**
 * Asks once more, in the ordinary way, after an image did not load: its URL has most likely died. Once per picture,
 * however many avatars show it and however often its URL is signed anew, so that it can never become a loop.
 */
export function healBrokenPicture(
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
  if (broken.has(identity) || broken.size >= MAX_HEALS_IN_A_ROW) return;
  broken.add(identity);
  // A failure is seen by the hook, through the query's own state.
  queryClient.fetchQuery({ ...options, staleTime: 0 }).catch(() => {});
}

/** A picture of the chat was painted: the next one that does not load is a new case. */
export function forgetBrokenPictures(queryClient: QueryClient, source: PictureSource, chatId: string): void {
  brokenByClient.get(queryClient)?.delete(hashKey(chatPictureOptions(source, chatId).queryKey));
}

function brokenPictures(queryClient: QueryClient, key: string): Set<string> {
  const byChat = brokenByClient.get(queryClient) ?? new Map<string, Set<string>>();
  brokenByClient.set(queryClient, byChat);
  const broken = byChat.get(key) ?? new Set<string>();
  byChat.set(key, broken);
  return broken;
}
