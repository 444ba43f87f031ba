'use client';

import {
  type ComponentPropsWithoutRef,
  type Dispatch,
  forwardRef,
  memo,
  type ReactElement,
  type RefCallback,
  type SyntheticEvent,
  useCallback,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useAvatarContext } from './AvatarContext.js';
import type { ImageLayer, ImagesEvent } from './images/imageLayers.js';

type ImgProps = ComponentPropsWithoutRef<'img'>;

/**
 * The props of an image that replaces `<img>`; `next/image` accepts them unchanged. Forward `ref` to the `<img>`: without it,
 * a load or an error before hydration is missed.
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

/**
 * The picture, over the letters. Renders an `<img>`, two while one replaces another, and nothing without a picture. `ref` points
 * to the top one.
 */
export const AvatarImage = forwardRef<HTMLImageElement, AvatarImageProps>(
  function ChatAvatarImage(props, ref) {
    const { images, onImageFailed, initials, length, pixels, loading } = useAvatarContext('ChatAvatar.Image');
    const top = images.layers.at(-1)?.key;
    const [elements] = useState(() => new Map<number | undefined, HTMLImageElement>());
    useImperativeHandle(ref, () => elements.get(top) as HTMLImageElement, [elements, top]);
    return images.layers.map((layer) => (
      <Layer
        width={pixels}
        height={pixels}
        // Never `auto`: with it, Chromium fetches a picture again whenever its box grows, even after its URL has expired. For a
        // length that `sizes` cannot express, such as a percentage, the browser takes the widest candidate, which is sharp too.
        sizes={layer.srcSet ? length : undefined}
        loading={loading}
        decoding="async"
        referrerPolicy="no-referrer"
        draggable={false}
        {...props}
        key={layer.key}
        layer={layer}
        initials={initials}
        isTop={layer.key === top}
        dispatch={images.dispatch}
        onFailed={onImageFailed}
        elements={elements}
      />
    ));
  },
);

interface LayerProps extends AvatarImageProps {
  width: number;
  height: number;
  layer: ImageLayer;
  initials: string;
  isTop: boolean;
  dispatch: Dispatch<ImagesEvent>;
  onFailed: ((url: string) => void) | undefined;
  elements: Map<number | undefined, HTMLImageElement>;
}

/** Not rendered again while it is being replaced: a changed `sizes` would make the browser fetch the old picture again. */
const Layer = memo(
  function Layer({
    layer,
    initials,
    isTop,
    dispatch,
    onFailed,
    elements,
    render,
    onLoad,
    onError,
    ...props
  }: LayerProps) {
    const { key, url, srcSet, origin, painted } = layer;
    const isPlain = render === undefined;
    const isDecoding = useRef(false);

    const fail = useCallback(() => {
      dispatch({ type: 'failed', key });
      if (origin !== 'retry') onFailed?.(url);
    }, [dispatch, onFailed, key, url, origin]);

    const loaded = useCallback(
      (img: HTMLImageElement) => {
        const paint = () => {
          dispatch({ type: 'painted', key, fade: fadeOf(img) });
          sharpen(img);
        };
        // In jsdom.
        if (typeof img.decode !== 'function') return paint();
        if (isDecoding.current) return;
        isDecoding.current = true;
        decode(img)
          .then(paint, fail)
          .finally(() => {
            isDecoding.current = false;
          });
      },
      [dispatch, key, fail],
    );

    const ref = useCallback(
      (img: HTMLImageElement | null) => {
        if (!img) {
          elements.delete(key);
          return;
        }
        elements.set(key, img);
        // Hydration does not update attributes, and the cache may hold another picture than the server's HTML.
        if (isPlain && img.getAttribute('src') !== url) {
          if (srcSet) img.srcset = srcSet;
          else img.removeAttribute('srcset');
          img.src = url;
        }
        // An image in the server's HTML may have loaded, or failed, before hydration.
        if (img.complete) img.naturalWidth > 0 ? loaded(img) : fail();
      },
      [elements, key, isPlain, url, srcSet, loaded, fail],
    );

    const all = {
      ...props,
      src: url,
      srcSet,
      alt: '' as const,
      ref,
      onLoad: (event: SyntheticEvent<HTMLImageElement>) => {
        onLoad?.(event);
        loaded(event.currentTarget);
      },
      onError: (event: SyntheticEvent<HTMLImageElement>) => {
        onError?.(event);
        fail();
      },
      'data-chat-avatar-image': painted ? 'painted' : 'loading',
      'data-fade': origin === 'known' ? undefined : '',
      // The stylesheet reads it: only an image without a fade is visible before it is painted.
      'data-initials': origin === 'known' ? initials : undefined,
    };
    // biome-ignore lint/a11y/useAltText: `alt` is among the props and always empty; the face has the accessible name.
    return render ? render(all) : <img {...all} suppressHydrationWarning />;
  },
  (_, { isTop }) => !isTop,
);

/** Loads a sharper candidate if a class or a custom property made the box wider than `sizes` says. Runs once, after painting. */
function sharpen(img: HTMLImageElement): void {
  if (img.srcset && img.clientWidth > Number(img.getAttribute('width'))) img.sizes = `${img.clientWidth}px`;
}

/** The duration of the fade in ms: `--chat-avatar-fade`, or 0 under `prefers-reduced-motion`. */
function fadeOf(img: HTMLImageElement): number {
  return Number.parseFloat(getComputedStyle(img).transitionDuration) * 1000 || 0;
}

/**
 * Resolves when the image can be painted whole. Rejects if its pixels cannot be decoded. An interrupted decode also rejects, for
 * example when the browser takes another candidate of `srcset`, so a failure is tried a second time.
 */
function decode(img: HTMLImageElement): Promise<void> {
  return tryToDecode(img).catch(() => tryToDecode(img));
}

/** Chromium resolves `decode()` for broken pixels but rejects a bitmap of them. One pixel is the cheapest test (0.1 ms at 96 px). */
async function tryToDecode(img: HTMLImageElement): Promise<void> {
  // A simulated DOM, as in unit tests, has no pixels to decode: its loaded image has no width.
  if (img.naturalWidth === 0) return;
  await img.decode();
  if (typeof createImageBitmap !== 'function') return;
  // An SVG image without width and height needs the size of the bitmap.
  const size = { resizeWidth: 1, resizeHeight: 1 };
  const bitmap = await createImageBitmap(img, 0, 0, 1, 1, size).catch((error: unknown) => {
    // Any other error is about permission, not about the image.
    if (error instanceof DOMException && error.name === 'InvalidStateError') throw error;
  });
  bitmap?.close();
}
