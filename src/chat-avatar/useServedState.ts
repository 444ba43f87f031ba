'use client';

import { useId } from 'react';
import type { AvatarState } from '../avatar/AvatarState.js';
import { hash } from '../avatar/colors/getAvatarColors.js';
import type { SafePicture } from '../chat/safePicture.js';

type State = Exclude<AvatarState, 'picture'>;

/** Of the root. */
interface ServedAttributes {
  id: string | undefined;
  'data-chat-avatar-key'?: string | undefined;
}

/**
 * Prevents hydration mismatches. When React hydrates, the cache may hold an answer that the server did not have, in a late
 * Suspense boundary or after a persisted cache is restored, or lack one that the server had: `HydrationBoundary` writes an entry
 * that exists already after the hydration. During hydration, the result is the state in the HTML, and its picture or a newer one. In
 * every other render it is that of the cache, so a render in the browser alone does not wait.
 *
 * The HTML is found by an `id` on the root: a generated one and a hash of the chat. React generates the same ids in each island of
 * a page, and one island must not take over the face of another. With an id of the user's, the generated text is in an attribute beside
 * it. React removes both after hydration. Where several islands show the chat, an avatar whose cache differs from the HTML that it finds
 * renders its cache: that HTML is of another island.
 *
 * @param seed the chat id.
 * @param isHydrating `true` on a server, too.
 * @param held the state by the cache.
 * @param known the picture by the cache.
 */
export function useServedState(
  ownId: string | undefined,
  seed: string,
  isHydrating: boolean,
  held: State,
  known: SafePicture | undefined,
): [ServedAttributes, State, SafePicture | undefined] {
  const generated = useId();
  if (!isHydrating) return [{ id: ownId }, held, known];
  const key = generated + hash(seed).toString(36);
  const attributes = { id: ownId ?? key, 'data-chat-avatar-key': ownId && key };
  const html = globalThis.document?.getElementById(attributes.id);
  if (html && (html.dataset.chatAvatarKey ?? html.id) === key) {
    const state = html.dataset.state as State;
    const image = html.querySelector<HTMLImageElement>('[data-chat-avatar-image]');
    const agrees = state === held && !image === !known;
    // The search takes longer the larger the page is, so that only an avatar searches whose cache differs from its HTML.
    if (agrees || !document.querySelectorAll(`[id="${key}"]`)[1]) {
      const picture = image
        ? (known ?? { url: image.getAttribute('src') as string, srcSet: image.srcset || undefined })
        : undefined;
      return [attributes, state, picture];
    }
  }
  return [attributes, held, known];
}
