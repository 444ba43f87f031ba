import type { QueryClient } from '@tanstack/react-query';
import { pictureIdentity } from '../chat/ChatPicture.js';
import type { ChatPictureQueryOptions } from './options/ChatPictureQueryOptions.js';
import type { PictureQuery } from './options/pictureQuery.js';

/** The time at which each picture of a chat failed to load, on the clock of `performance.now()`. */
type BrokenPictures = Map<string, number>;

const brokenByQuery = new WeakMap<PictureQuery, BrokenPictures>();

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
  query: PictureQuery,
  options: ChatPictureQueryOptions,
  url: string,
): void {
  const held = query.state.data;
  // Another avatar has refetched already: the cache holds another answer.
  if (held?.status !== 'available' || held.url !== url) return;
  const broken: BrokenPictures = brokenByQuery.get(query) ?? new Map();
  brokenByQuery.set(query, broken);
  const identity = pictureIdentity(url);
  const before = broken.get(identity) ?? -Infinity;
  if (performance.now() - before < SAME_PICTURE_WAIT || broken.size >= MAX_REFETCHES_IN_A_ROW) return;
  broken.set(identity, performance.now());
  // The hook sees a failure in the query's own state.
  queryClient.fetchQuery({ ...options, staleTime: 0 }).catch(() => {});
}

/** Forgets the failures of a chat after a picture of it was painted, except recent ones. */
export function clearBrokenImages(query: PictureQuery): void {
  const broken = brokenByQuery.get(query);
  for (const [identity, time] of broken ?? []) {
    if (performance.now() - time >= SAME_PICTURE_WAIT) broken?.delete(identity);
  }
}
