'use client';

import { useId } from 'react';
import type { AvatarState } from '../avatar/AvatarState.js';
import type { SafePicture } from '../chat/safePicture.js';

/** The state of one avatar in the server's HTML. */
export interface ServedState {
  state: Exclude<AvatarState, 'picture'>;
  /** The picture that the server rendered. The cache may get it after the hydration of this avatar. */
  picture: SafePicture | undefined;
}

/**
 * Prevents hydration mismatches. When React hydrates, the cache may hold an answer that the server did not have, in a late
 * Suspense boundary or after a persisted cache is restored, or lack one that the server had: `HydrationBoundary` writes an entry
 * that exists already after the hydration. During hydration, `served` is the state in the HTML. In every other
 * render it is `undefined`, so a render in the browser alone does not wait.
 *
 * The HTML is found by `id`, which belongs on the root. React removes a generated one after hydration.
 *
 * @param isHydrating `true` on a server, too.
 */
export function useServedState(
  ownId: string | undefined,
  isHydrating: boolean,
): { id: string | undefined; served?: ServedState } {
  const generatedId = useId();
  if (!isHydrating) return { id: ownId };
  const id = ownId ?? generatedId;
  const html = typeof document === 'undefined' ? null : document.getElementById(id);
  if (html?.dataset.chatAvatar === undefined) return { id };
  const { state } = html.dataset;
  const image = html.querySelector('[data-chat-avatar-image]');
  const picture = image
    ? { url: image.getAttribute('src') as string, srcSet: image.getAttribute('srcset') ?? undefined }
    : undefined;
  return { id, served: { state: state as ServedState['state'], picture } };
}
