'use client';

import { useEffect, useState } from 'react';
import { safeImageUrl } from './safeImageUrl.js';

/** How long the old picture stays beneath the one that fades in over it, in ms: a little longer than the fade. */
const FADE = 250;

interface ImagesState {
  /** Whose pictures these are. Another subject in the same place starts anew. */
  subject: string;
  /** The URL that was known when the subject was first rendered. */
  initial: string | undefined;
  painted?: string;
  /** The picture that is being replaced. */
  previous?: string;
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
  onPainted: (url: string) => void;
  onFailed: (url: string) => void;
}

/** Which images lie over the letters: the one that is painted stays until the next one can be painted. */
export function useImages(subject: string, src: string | undefined): Images {
  const url = safeImageUrl(src);
  const [state, setState] = useState<ImagesState>({ subject, initial: url });
  if (state.subject !== subject) setState({ subject, initial: url });

  const current = url === state.failed ? undefined : url;
  const painted = current === undefined ? undefined : state.painted;
  const below = painted === current ? state.previous : painted;

  useEffect(() => {
    if (state.previous === undefined) return;
    const timer = setTimeout(() => setState(({ previous, ...rest }) => rest), FADE);
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
    onPainted: (loaded) =>
      setState((now) =>
        loaded === now.painted ? now : { ...now, painted: loaded, previous: now.painted, failed: undefined },
      ),
    onFailed: (broken) => setState((now) => ({ ...now, failed: broken })),
  };
}
