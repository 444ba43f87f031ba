import type { EnrichOutcome } from 'chat-avatar-server/enricher';
import type { FaceChat } from '../Face.js';

export type FaceFilter = 'all' | EnrichOutcome;

/** In the order in which they are shown. `not-due` and `not-tried` are shown only if there are any. */
export const FILTERS: readonly FaceFilter[] = [
  'all',
  'stored',
  'unchanged',
  'not-due',
  'kept',
  'none',
  'restricted',
  'failed',
  'not-tried',
];

export function countFaces(chats: readonly FaceChat[]): Record<FaceFilter, number> {
  const counts = {
    all: chats.length,
    stored: 0,
    unchanged: 0,
    'not-due': 0,
    kept: 0,
    none: 0,
    restricted: 0,
    failed: 0,
    'not-tried': 0,
  };
  for (const { outcome } of chats) if (outcome !== null) counts[outcome] += 1;
  return counts;
}
