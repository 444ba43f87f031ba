import type { ImageWatch } from './ImageWatch.js';

/** A picture with URLs that are safe for an `<img>`. */
export interface Picture {
  url: string;
  srcSet?: string | undefined;
}

/** One `<img>`. Its URLs never change. */
export interface ImageLayer extends Picture {
  key: number;
  /**
   * - `known`: from the first render of its subject. Painted as it loads, without a fade.
   * - `new`: fades in over the letters, or over the layer beneath.
   * - `retry`: the same, after a failure.
   */
  origin: 'known' | 'new' | 'retry';
  /** Set in place for a known picture, which nothing has to render for: see `useAvatar`. */
  painted: boolean;
  /** How long it takes to fade in, in ms. Known once it is painted. */
  fade: number;
  /** Of its `<img>`, once it was rendered. Set in place, and kept when the layer is painted. */
  watch?: ImageWatch;
}

export interface ImagesState {
  /** The owner of the pictures. Another subject resets the state. */
  subject: string | undefined;
  /** The picture to show. */
  picture: Picture | undefined;
  /** Another value is a reason to load a failed picture again. */
  attempt: unknown;
  /** At most two, bottom first. The last one is the picture to show; one beneath it is painted. */
  layers: readonly ImageLayer[];
  /** The letters under a known picture: displayed `now`, as in a server's HTML, or not while they `wait` for it. */
  letters: 'now' | 'wait';
  /** How often the picture to show has failed since it was last painted. */
  failures: number;
  nextKey: number;
}

export type ImagesEvent =
  | { type: 'show'; subject: string; picture: Picture | undefined; attempt: unknown }
  | { type: 'painted'; key: number; fade: number }
  | { type: 'failed'; key: number }
  /** The fade is over. */
  | { type: 'settled' }
  | { type: 'retry' };

export const NO_IMAGES: ImagesState = {
  subject: undefined,
  picture: undefined,
  attempt: undefined,
  layers: [],
  letters: 'wait',
  failures: 0,
  nextKey: 0,
};

/**
 * Reducer. Decides which images lie over the letters: a painted one stays until the next one can be painted, and a failed one
 * leaves only the letters. Returns the same state for an event of a layer that is gone, or that changes nothing.
 */
export function reduceImages(state: ImagesState, event: ImagesEvent): ImagesState {
  const top = state.layers.at(-1);
  switch (event.type) {
    case 'show':
      return show(state, event);
    case 'painted': {
      if (top?.key !== event.key || top.painted) return state;
      const layers = [...state.layers.slice(0, -1), { ...top, painted: true, fade: event.fade }];
      return { ...state, layers, failures: 0 };
    }
    case 'failed':
      if (top?.key === event.key) return { ...state, layers: [], failures: state.failures + 1 };
      return state.layers[0]?.key === event.key ? { ...state, layers: state.layers.slice(1) } : state;
    case 'settled':
      return state.layers.length > 1 && top?.painted ? { ...state, layers: [top] } : state;
    case 'retry':
      return state.failures > 0 && top === undefined ? add(state, 'retry') : state;
  }
}

function show(
  state: ImagesState,
  { subject, picture, attempt }: ImagesEvent & { type: 'show' },
): ImagesState {
  const isNewSubject = state.subject !== subject;
  const isNewPicture = !isSame(state.picture, picture);
  if (!isNewSubject && !isNewPicture && state.attempt === attempt) return state;
  const shown = { ...state, subject, picture, attempt };
  if (isNewSubject) return add({ ...shown, layers: [], failures: 0 }, 'known');
  return isNewPicture ? add({ ...shown, failures: 0 }, 'new') : reduceImages(shown, { type: 'retry' });
}

/** Whether the letters wait for this picture. */
export function isAwaited(layer: ImageLayer | undefined): boolean {
  return layer?.origin === 'known' && !layer.painted;
}

/** Puts the picture to show on top, over the last one that is painted. */
function add(state: ImagesState, origin: ImageLayer['origin']): ImagesState {
  const { picture, layers, nextKey: key } = state;
  if (picture === undefined) return { ...state, layers: NO_IMAGES.layers };
  const painted = layers.filter((layer) => layer.painted);
  // Back to the picture that is being replaced: its layer is still there.
  const held = painted.find((layer) => isSame(layer, picture));
  if (held) return { ...state, layers: [held] };
  const { url, srcSet } = picture;
  const layer: ImageLayer = { key, url, srcSet, origin, painted: false, fade: 0 };
  return { ...state, layers: [...painted.slice(-1), layer], nextKey: key + 1 };
}

function isSame(a: Picture | undefined, b: Picture | undefined): boolean {
  return a?.url === b?.url && a?.srcSet === b?.srcSet;
}
