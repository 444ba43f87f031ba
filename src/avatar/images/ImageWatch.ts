import type { ReactElement, RefCallback } from 'react';

/** The state of an `<img>` between its renders. */
export interface ImageWatch {
  /** Of the picture that it was made for. */
  url: string;
  element: HTMLImageElement | null;
  /** The element of its last render. */
  rendered: ReactElement | undefined;
  /** Whether its `src` is the URL of the layer, and not one of a framework. */
  isPlain: boolean;
  /** Whether it fades in over another picture. */
  isReplacing: boolean;
  ref: RefCallback<HTMLImageElement>;
  loaded: (img: HTMLImageElement) => void;
  fail: () => void;
}

/**
 * Of a part, by the key of their layer: an avatar may be composed from two images. React may throw a render away and give the key of its
 * layer to another picture.
 */
export type ImageWatches = Map<number, ImageWatch>;
