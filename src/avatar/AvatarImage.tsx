'use client';

import {
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  forwardRef,
  type ReactElement,
  type RefCallback,
  type SyntheticEvent,
  useRef,
} from 'react';
import { useAvatarContext } from './AvatarContext.js';
import type { ImageLayer } from './useImages.js';

type ImgProps = ComponentPropsWithoutRef<'img'>;

/**
 * The props of an image that replaces `<img>`; `next/image` takes them as they are. Hand `ref` on to the `<img>`: without
 * it, an image that fails before hydration stays unnoticed.
 */
export interface AvatarImageRenderProps extends ImgProps {
  ref: RefCallback<HTMLImageElement>;
  width: number;
  height: number;
  src: string;
  alt: '';
}

export interface AvatarImageProps extends Omit<ImgProps, 'src' | 'srcSet' | 'alt' | 'width' | 'height'> {
  /** Renders a framework's image instead of `<img>`: `render={(props) => <NextImage {...props} unoptimized />}`. */
  render?: ((props: AvatarImageRenderProps) => ReactElement) | undefined;
}

/** The picture, over the letters. Renders an `<img>`, and for the moment of a change two; nothing without a picture. */
export const AvatarImage = forwardRef<HTMLImageElement, AvatarImageProps>(
  function ChatAvatarImage(props, ref) {
    const { images } = useAvatarContext('ChatAvatar.Image');
    return images.layers.map((layer) => (
      <Layer {...props} key={layer.url} layer={layer} imageRef={layer.url === images.current ? ref : null} />
    ));
  },
);

interface LayerProps extends AvatarImageProps {
  layer: ImageLayer;
  imageRef: ForwardedRef<HTMLImageElement>;
}

function Layer({ layer, imageRef, render, onLoad, onError, ...props }: LayerProps) {
  const { url, painted } = layer;
  const { images, srcSet, length, pixels, loading } = useAvatarContext('ChatAvatar.Image');
  const settled = useRef<'onPainted' | 'onFailed'>(undefined);
  const decoding = useRef(false);
  const fading = url === images.current && !images.known;

  const settle = (outcome: 'onPainted' | 'onFailed', img: HTMLImageElement) => {
    if (settled.current === outcome) return;
    settled.current = outcome;
    if (outcome === 'onFailed') return images.onFailed(url);
    images.onPainted(url, fading ? fadeOf(img) : 0);
  };

  /** What fades in has to be decoded first; what was known is painted by the browser as it comes. */
  const loaded = (img: HTMLImageElement) => {
    if (!fading) return settle('onPainted', img);
    if (decoding.current) return;
    decoding.current = true;
    whenDecoded(img, () => settle('onPainted', img));
  };

  const imgProps: AvatarImageRenderProps = {
    width: pixels,
    height: pixels,
    // What `sizes` cannot tell, such as a percentage, makes the browser take the widest candidate: sharp all the same.
    sizes: srcSet ? length : undefined,
    loading,
    decoding: 'async',
    referrerPolicy: 'no-referrer',
    draggable: false,
    ...props,
    srcSet: url === images.current ? srcSet : undefined,
    src: url,
    alt: '',
    // An image from the server's HTML may have loaded, or failed, before React was there to hear of it.
    ref: (img) => {
      if (typeof imageRef === 'function') imageRef(img);
      else if (imageRef) imageRef.current = img;
      if (!img?.complete) return;
      if (img.naturalWidth > 0) loaded(img);
      else settle('onFailed', img);
    },
    onLoad: (event: SyntheticEvent<HTMLImageElement>) => {
      onLoad?.(event);
      loaded(event.currentTarget);
    },
    onError: (event: SyntheticEvent<HTMLImageElement>) => {
      onError?.(event);
      settle('onFailed', event.currentTarget);
    },
  };
  const marks = { 'data-chat-avatar-image': painted ? 'painted' : 'loading' };
  const all = { ...imgProps, ...marks, 'data-fade': fading ? '' : undefined };
  // biome-ignore lint/a11y/useAltText: alt is among the props, always empty: the name stands on the face.
  return render ? render(all) : <img {...all} />;
}

/** In ms, by the page's own styles: `--chat-avatar-fade`, and what the person prefers. */
function fadeOf(img: HTMLImageElement): number {
  return Number.parseFloat(getComputedStyle(img).transitionDuration) * 1000 || 0;
}

/** Loaded is not yet paintable: a large picture would appear in stripes. Where `decode()` is missing, loaded has to do. */
function whenDecoded(img: HTMLImageElement, then: () => void): void {
  if (typeof img.decode === 'function') img.decode().then(then, then);
  else then();
}
