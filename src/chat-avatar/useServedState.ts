'use client';

import { useId, useSyncExternalStore } from 'react';
import type { AvatarState } from '../avatar/Avatar.js';

/** What the server's HTML shows of one avatar. */
export interface ServedState {
  state: Exclude<AvatarState, 'picture'>;
  hasPicture: boolean;
}

const subscribe = () => () => {};

/**
 * Prevents hydration mismatches. The cache may hold an answer by the time React hydrates, which the server did not have when it
 * rendered: in a late Suspense boundary, or after a persisted cache is restored. Until then, `served` is what the HTML shows. It is
 * `undefined` in every other render, so a render in the browser alone waits for nothing.
 *
 * The HTML is found by `id`, which belongs on the root. React removes a generated one after hydration.
 */
export function useServedState(ownId: string | undefined): { id: string | undefined; served?: ServedState } {
  const generatedId = useId();
  const isHydrating = useSyncExternalStore(
    subscribe,
    () => false,
    () => true,
  );
  if (!isHydrating) return { id: ownId };
  const id = ownId ?? generatedId;
  const html = typeof document === 'undefined' ? null : document.getElementById(id);
  if (html?.dataset.chatAvatar === undefined) return { id };
  const { state, knownPicture } = html.dataset;
  return { id, served: { state: state as ServedState['state'], hasPicture: knownPicture !== undefined } };
}
