import type { EnrichCounts, EnrichOutcome } from 'chat-avatar-server/enricher';
import type { FaceChat } from '../Face.js';

/** `other`: faces that are stored although the latest run did not look at their chats. */
export type FaceKind = EnrichOutcome | 'other';
export type FaceFilter = 'all' | FaceKind;

/** In the order in which they are shown. */
export const FILTERS: readonly FaceFilter[] = [
  'all',
  'stored',
  'unchanged',
  'not-due',
  'blocked',
  'kept',
  'none',
  'restricted',
  'failed',
  'not-tried',
  'other',
];

/** Shown only if there are any. */
export const RARE: ReadonlySet<FaceFilter> = new Set(['not-due', 'blocked', 'not-tried', 'other']);

/** The one kind by which a chat is counted, filtered and labelled. */
export const kindOf = ({ outcome }: FaceChat): FaceKind => outcome ?? 'other';

/** The number of each kind, which add up to `all`. The numbers of a run in progress come in faster than its list. */
export function countFaces(
  chats: readonly FaceChat[],
  progress: EnrichCounts | undefined,
): Record<FaceFilter, number> {
  const counts = {
    stored: 0,
    unchanged: 0,
    'not-due': 0,
    blocked: 0,
    kept: 0,
    none: 0,
    restricted: 0,
    failed: 0,
    'not-tried': 0,
    other: 0,
  };
  for (const chat of chats) counts[kindOf(chat)] += 1;
  const current = { ...counts, ...progress };
  return { ...current, all: Object.values(current).reduce((sum, count) => sum + count, 0) };
}
