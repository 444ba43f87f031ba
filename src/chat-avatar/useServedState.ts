'use client';

import { useId } from 'react';
import type { AvatarState } from '../avatar/AvatarState.js';
import { hash } from '../avatar/colors/getAvatarColors.js';
import type { SafePicture } from '../chat/safePicture.js';

/** The state of one avatar in the server's HTML. */
export interface ServedState {
  state: Exclude<AvatarState, 'picture'>;
  /** The picture that the server rendered. The cache may get it after the hydration of this avatar. */
  picture: SafePicture | undefined;
}

/** Of the root. */
interface ServedAttributes {
  id: string | undefined;
  'data-chat-avatar-key'?: string | undefined;
}

/**
 * Prevents hydration mismatches. When React hydrates, the cache may hold an answer that the server did not have, in a late
 * Suspense boundary or after a persisted cache is restored, or lack one that the server had: `HydrationBoundary` writes an entry
 * that exists already after the hydration. During hydration, `served` is the state in the HTML. In every other
 * render it is `undefined`, so a render in the browser alone does not wait.
 *
 * The HTML is found by an `id` on the root: a generated one and a hash of the chat. React generates the same ids in each island of
 * a page, and one island must not take over the face of another. With an id of the user's, the generated text is in an attribute beside
 * it. React removes both after hydration.
 *
 * @param seed the chat id.
 * @param isHydrating `true` on a server, too.
 */
export function useServedState(
  ownId: string | undefined,
  seed: string,
  isHydrating: boolean,
): { attributes: ServedAttributes; served?: ServedState } {
  const key = useId() + hash(seed).toString(36);
  if (!isHydrating) return { attributes: { id: ownId } };
  const attributes = { id: ownId ?? key, 'data-chat-avatar-key': ownId && key };
  const html = globalThis.document?.getElementById(attributes.id);
  if (!html || (html.dataset.chatAvatarKey ?? html.id) !== key) return { attributes };
  const { state } = html.dataset;
  const image = html.querySelector<HTMLImageElement>('[data-chat-avatar-image]');
  const picture = image
    ? { url: image.getAttribute('src') as string, srcSet: image.srcset || undefined }
    : undefined;
  return { attributes, served: { state: state as ServedState['state'], picture } };
}
