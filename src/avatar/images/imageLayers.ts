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
  /** What was to show when it was put on top. */
  shown: Shown;
  /** Of its `<img>`, once it was rendered. Set in place, and kept when the layer is painted. */
  watch?: ImageWatch;
}

/** What an avatar is to show. */
export interface Shown {
  /** The owner of the pictures. Another subject resets the state. */
  subject?: string;
  picture?: Picture | undefined;
  /** Another value is a reason to load a failed picture again. */
  attempt?: unknown;
}

export interface ImagesState {
  shown: Shown;
  /** At most two, bottom first. The last one is the picture to show; one beneath it is painted. */
  layers: readonly ImageLayer[];
  /** The letters under a known picture: displayed `now`, as in a server's HTML, or not while they `wait` for it. */
  letters: 'now' | 'wait';
  /** How often the picture to show has failed since it was last painted. */
  failures: number;
  nextKey: number;
}

export type ImagesEvent =
  | (Shown & { type: 'show' })
  | { type: 'painted'; layer: ImageLayer; fade: number }
  | { type: 'failed'; layer: ImageLayer }
  /** The fade is over. */
  | { type: 'settled' }
  | { type: 'retry' };

export const NO_IMAGES: ImagesState = {
  shown: {},
  layers: [],
  letters: 'wait',
  failures: 0,
  nextKey: 0,
};

/**
 * Reducer. Decides which images lie over the letters: a painted one stays until the next one can be painted, and a failed one
 * leaves only the letters. Returns the same state for an event of a layer that is gone, or that changes nothing.
 *
 * Rebasing. While an update of a lower priority waits, React keeps no `show` that was dispatched in a render: it applies the later
 * events to the state before it. An event of a layer that is not there yet therefore shows first what its layer showed. It would
 * be lost otherwise, and the same layer would load and fail in each render again.
 */
export function reduceImages(before: ImagesState, event: ImagesEvent): ImagesState {
  const isEarly = 'layer' in event && event.layer.key >= before.nextKey;
  const state = isEarly ? show(before, event.layer.shown) : before;
  const { layers, failures } = state;
  const top = layers.at(-1);
  switch (event.type) {
    case 'show':
      return show(state, event);
    case 'painted': {
      if (top?.painted || !isOf(event, top)) return state;
      const painted = { ...event.layer, painted: true, fade: event.fade };
      return { ...state, layers: [...layers.slice(0, -1), painted], failures: 0 };
    }
    case 'failed':
      if (isOf(event, top)) return { ...state, layers: [], failures: failures + 1 };
      return isOf(event, layers[0]) ? { ...state, layers: layers.slice(1) } : state;
    case 'settled':
      return layers.length > 1 && top?.painted ? { ...state, layers: [top] } : state;
    case 'retry':
      return failures > 0 && top === undefined ? add(state, 'retry') : state;
  }
}

/** A key may have been given to another picture in a render that React has thrown away. */
function isOf({ layer }: { layer: ImageLayer }, other: ImageLayer | undefined): boolean {
  return layer.key === other?.key && isSame(layer, other);
}

function show(state: ImagesState, shown: Shown): ImagesState {
  const { subject, picture, attempt } = state.shown;
  const isNewSubject = subject !== shown.subject;
  const isNewPicture = !isSame(picture, shown.picture);
  // Each render of an avatar comes here.
  if (!isNewSubject && !isNewPicture && attempt === shown.attempt) return state;
  const next = { ...state, shown };
  if (isNewSubject) return add({ ...next, layers: [], failures: 0 }, 'known');
  return isNewPicture ? add({ ...next, failures: 0 }, 'new') : reduceImages(next, { type: 'retry' });
}

/** Whether the letters wait for this picture. */
export function isAwaited(layer: ImageLayer | undefined): boolean {
  return layer?.origin === 'known' && !layer.painted;
}

/** Puts the picture to show on top, over the last one that is painted. */
function add(state: ImagesState, origin: ImageLayer['origin']): ImagesState {
  const { shown, layers, nextKey: key } = state;
  const { picture } = shown;
  if (picture === undefined) return { ...state, layers: [] };
  const painted = layers.filter((layer) => layer.painted);
  // Back to the picture that is being replaced: its layer is still there.
  const held = painted.find((layer) => isSame(layer, picture));
  if (held) return { ...state, layers: [held] };
  const layer: ImageLayer = { ...picture, key, origin, painted: false, fade: 0, shown };
  return { ...state, layers: [...painted.slice(-1), layer], nextKey: key + 1 };
}

function isSame(a: Picture | undefined, b: Picture | undefined): boolean {
  return a?.url === b?.url && a?.srcSet === b?.srcSet;
}
