'use client';

import { type Dispatch, type RefObject, useEffect, useReducer } from 'react';
import type { AvatarState } from '../AvatarState.js';
import {
  type ImageLayer,
  type ImagesEvent,
  type ImagesState,
  isAwaited,
  NO_IMAGES,
  type Picture,
  reduceImages,
} from './imageLayers.js';
import { imageRecovered, retryLater } from './imageRetries.js';
import { displayLate } from './lateLetters.js';

/** How much longer than the fade the old picture stays beneath the new one, in ms. */
const MARGIN = 100;

export interface Images {
  /** The images to render, bottom first. */
  layers: readonly ImageLayer[];
  /** `undefined` without a picture to show. `error` lasts until a later attempt is painted. */
  state: AvatarState | undefined;
  /** Whether the picture has failed for the first time, and no attempt after it has begun. */
  hasFailed: boolean;
  /**
   * The letters under a picture that is known from the first render, or `undefined` when there is none. While they `wait` they are not
   * displayed, so that 1,000 pictures from the cache mount and settle without 1,000 CSS animations (272 of 704 ms, and 500 of 1,000 ms).
   */
  letters: ImagesState['letters'] | undefined;
  dispatch: Dispatch<ImagesEvent>;
}

/**
 * The images over the letters of one avatar.
 *
 * @param subject the owner of the picture. Another subject resets the images.
 * @param attempt any value. A change of it loads a failed picture again.
 * @param retryOn subscribes to further reasons to load a failed picture again.
 * @param letters whether the letters under a picture from the first render may wait for it.
 * @param root the root of an avatar whose letters may wait.
 */
export function useImages(
  subject: string,
  picture: Picture | undefined,
  attempt: unknown,
  retryOn: (retry: () => void) => () => void,
  letters: 'now' | 'wait',
  root: RefObject<HTMLElement | null> | undefined,
): Images {
  const show: ImagesEvent = { type: 'show', subject, picture, attempt };
  const [state, dispatch] = useReducer(reduceImages, show, (first) =>
    reduceImages({ ...NO_IMAGES, letters }, first),
  );
  // Adjusts state during render: React renders again at once, before any child.
  if (reduceImages(state, show) !== state) dispatch(show);

  const { layers, failures } = state;
  const top = layers.at(-1);
  const fading = layers.length > 1 && top?.painted && top;
  const waits = failures > 0 && top === undefined;
  const recovered = top?.painted && top.origin === 'retry';
  const awaited = state.letters === 'wait' && isAwaited(top) && top;

  // One effect for four purposes: each effect is 0.1 kB of heap in each avatar.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another callback must not restart the pause before the retry.
  useEffect(() => {
    if (fading) {
      const timer = setTimeout(() => dispatch({ type: 'settled' }), fading.fade + MARGIN);
      return () => clearTimeout(timer);
    }
    if (waits) {
      const retry = () => dispatch({ type: 'retry' });
      const stops = [retryLater(failures, retry), retryOn(retry)];
      return () => {
        for (const stop of stops) stop();
      };
    }
    // No state, because nothing else changes.
    if (awaited && root?.current) return displayLate(root.current, () => !awaited.painted);
    if (recovered) imageRecovered();
  }, [fading, waits, failures, recovered, awaited]);

  return {
    layers,
    state: stateOf(state),
    hasFailed: waits && failures === 1,
    letters: top?.origin === 'known' ? state.letters : undefined,
    dispatch,
  };
}

function stateOf({ shown, layers, failures }: ImagesState): AvatarState | undefined {
  if (shown.picture === undefined) return undefined;
  if (layers.some(({ painted }) => painted)) return 'picture';
  return failures > 0 ? 'error' : 'pending';
}
