'use client';

import { useEffect, useState } from 'react';
import { safeImageUrl } from '../chat/safeImageUrl.js';

/** How much longer than the fade the old picture stays beneath the new one, in ms. */
const MARGIN = 100;

interface ImagesState {
  /** Whose pictures these are. Another subject in the same place starts anew. */
  subject: string;
  /** The URL that was known when the subject was first rendered. */
  initial: string | undefined;
  painted?: string;
  /** The picture that is being replaced, and how long that takes, in ms. */
  previous?: { url: string; fade: number };
  /** The URL that would not load: not a flag, so that another URL is another attempt. */
  failed?: string;
}

export interface ImageLayer {
  url: string;
  painted: boolean;
}

export interface Images {
  /** What to render, bottom first. */
  layers: ImageLayer[];
  /** The URL that is or will be shown. */
  current: string | undefined;
  /** `unsafe` URLs and those that `failed` are never shown. */
  outcome: 'nothing' | 'loading' | 'painted' | 'failed';
  /** The URL was known from the first render on. Its letters may wait, and it need not fade in. */
  known: boolean;
  /** `fade` is how long it takes to fade in, in ms. */
  onPainted: (url: string, fade: number) => void;
  onFailed: (url: string) => void;
}

/** Which images lie over the letters: the one that is painted stays until the next one can be painted. */
export function useImages(subject: string, src: string | undefined): Images {
  const url = safeImageUrl(src);
  const [state, setState] = useState<ImagesState>({ subject, initial: url });
  if (state.subject !== subject) setState({ subject, initial: url });

  const current = url === state.failed ? undefined : url;
  const painted = current === undefined ? undefined : state.painted;
  const below = painted === current ? state.previous?.url : painted;

  useEffect(() => {
    if (state.previous === undefined) return;
    const timer = setTimeout(() => setState(({ previous, ...rest }) => rest), state.previous.fade + MARGIN);
    return () => clearTimeout(timer);
  }, [state.previous]);

  // A picture that was taken away is gone; should the same URL come back, it has to load again.
  if (current === undefined && state.painted !== undefined) {
    setState(({ painted, previous, ...rest }) => rest);
  }

  return {
    layers: [
      ...(below === undefined ? [] : [{ url: below, painted: true }]),
      ...(current === undefined ? [] : [{ url: current, painted: current === painted }]),
    ],
    current,
    outcome: src === undefined ? 'nothing' : !current ? 'failed' : painted ? 'painted' : 'loading',
    known: current !== undefined && current === state.initial,
    onPainted: (loaded, fade) =>
      setState((now) => {
        // Decoding takes a while, and somebody else may stand here by the time it is done.
        if (now.subject !== subject || loaded === now.painted) return now;
        const previous = now.painted === undefined ? undefined : { url: now.painted, fade };
        return { ...now, painted: loaded, previous, failed: undefined };
      }),
    onFailed: (broken) => setState((now) => (now.subject === subject ? { ...now, failed: broken } : now)),
  };
}
