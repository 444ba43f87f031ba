'use client';

import {
  type ComponentPropsWithoutRef,
  forwardRef,
  type ReactElement,
  type RefCallback,
  type SyntheticEvent,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  version,
} from 'react';
import { plainStyle } from '../AvatarStyle.js';
import type { ImageLayer } from '../images/imageLayers.js';
import { type AvatarContextValue, useAvatarContext } from './AvatarContext.js';
import type { AvatarPartState } from './AvatarPart.js';
import { warnAboutImage } from './partWarnings.js';

type ImgProps = ComponentPropsWithoutRef<'img'>;

const ON_SERVER = typeof document === 'undefined';

/**
 * React 19 on a server writes a preload for each eager image before all other HTML, and keeps a map of them: 77 bytes, and a third of
 * the time of `renderToString`. It writes none at a low priority. Browsers find the images in the HTML anyway, and begin them all at a
 * low priority.
 */
const WRITES_PRELOADS = ON_SERVER && !version.startsWith('18.');
const LOW_PRIORITY = { fetchPriority: 'low' } as const;

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
  render?: ((props: AvatarImageRenderProps, state: AvatarPartState) => ReactElement) | undefined;
}

/** The `<img>` elements of an avatar, by the key of their layer. */
type Elements = Map<number | undefined, HTMLImageElement>;

/**
 * The picture, over the letters. Renders an `<img>`, two while one replaces another, and nothing without a picture. `ref` points
 * to the top one.
 */
export const AvatarImage = forwardRef<HTMLImageElement, AvatarImageProps>(function ChatAvatarImage(
  { render, ...props },
  ref,
) {
  if (process.env.NODE_ENV !== 'production') warnAboutImage({ render, ...props });
  const avatar = useAvatarContext('ChatAvatar.Image');
  const top = avatar.images.layers.at(-1)?.key;
  const [elements] = useState<Elements>(() => new Map());
  useImperativeHandle(ref, () => elements.get(top) as HTMLImageElement, [elements, top]);
  return renderLayers(avatar, render, props, elements);
});

/** The images of an avatar, bottom first. */
export function renderLayers(
  avatar: AvatarContextValue,
  render: AvatarImageProps['render'],
  props?: Omit<AvatarImageProps, 'render'>,
  elements?: Elements,
): ReactElement[] {
  return avatar.images.layers.map((layer) => (
    <Layer key={layer.key} avatar={avatar} layer={layer} render={render} props={props} elements={elements} />
  ));
}

interface LayerProps {
  avatar: AvatarContextValue;
  layer: ImageLayer;
  render: AvatarImageProps['render'];
  props: Omit<AvatarImageProps, 'render'> | undefined;
  elements: Elements | undefined;
}

/** Not rendered again while it is being replaced: a changed `sizes` would make the browser fetch the old picture again. */
function Layer({ avatar, layer, render, props, elements }: LayerProps) {
  // Not `memo` with a comparison, which is a second fiber for each picture.
  const rendered = useRef<ReactElement>(null);
  const { images, length, pixels, loading, paintKnown } = avatar;
  const { dispatch, layers } = images;
  /** Whether it fades in over another picture. */
  const isReplacing = layer !== layers[0];
  const { key, url, srcSet, origin, painted } = layer;
  // `renderImage={Image}` may be an object: a component of `memo` or `forwardRef`.
  const isPlain = typeof render !== 'function';
  const isEager = isPlain && loading === 'eager';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layer of a key stays the same until it is painted.
  const { ref, loaded, fail } = useMemo(() => {
    let hasLoaded = false;

    const fail = () => dispatch({ type: 'failed', key });

    const loaded = (img: HTMLImageElement) => {
      const paint = () => {
        if (origin !== 'known' || !paintKnown(layer)) {
          // Reading the duration makes the browser compute the styles of the whole page.
          dispatch({ type: 'painted', key, fade: isReplacing ? fadeOf(img) : 0 });
        }
        sharpen(img);
      };
      // In jsdom.
      if (typeof img.decode !== 'function') return paint();
      // Once: an image that was complete in `ref` has its `load` event later.
      if (hasLoaded) return;
      hasLoaded = true;
      decode(img).then(paint, fail);
    };

    const ref = (img: HTMLImageElement | null) => {
      if (!img) {
        elements?.delete(key);
        return;
      }
      elements?.set(key, img);
      // Hydration does not update attributes, and the cache may hold another picture than the server's HTML.
      if (isPlain && img.getAttribute('src') !== url) {
        if (srcSet) img.srcset = srcSet;
        else img.removeAttribute('srcset');
        img.src = url;
      }
      // An image in the server's HTML may have loaded, or failed, before hydration.
      if (img.complete) img.naturalWidth > 0 ? loaded(img) : fail();
    };

    return { ref, loaded, fail };
  }, [dispatch, elements, key, url, srcSet, isReplacing, isPlain]);

  if (layer !== layers.at(-1) && rendered.current) return rendered.current;
  const all = {
    width: pixels,
    height: pixels,
    // Never `auto`: with it, Chromium fetches a picture again whenever its box grows, even after its URL has expired. For a
    // length that `sizes` cannot express, such as a percentage, the browser takes the widest candidate, which is sharp too.
    sizes: srcSet ? length : undefined,
    // `eager` is the default of `<img>`, but not of every framework's image.
    loading: isEager ? undefined : loading,
    // In HTML the browser decides, so that a picture from its cache is in the first frame.
    decoding: ON_SERVER ? undefined : ('async' as const),
    ...(isEager && WRITES_PRELOADS && LOW_PRIORITY),
    referrerPolicy: 'no-referrer' as const,
    draggable: false,
    ...(props && { ...props, style: plainStyle(props.style) }),
    src: url,
    srcSet,
    alt: '' as const,
    ref,
    onLoad: (event: SyntheticEvent<HTMLImageElement>) => {
      loaded(event.currentTarget);
      props?.onLoad?.(event);
    },
    onError: (event: SyntheticEvent<HTMLImageElement>) => {
      fail();
      props?.onError?.(event);
    },
    'data-chat-avatar-image': origin === 'known' ? '' : painted ? 'painted' : 'loading',
  };
  rendered.current = isPlain ? (
    // biome-ignore lint/a11y/useAltText: `alt` is among the props and always empty; the face has the accessible name.
    <img {...all} suppressHydrationWarning />
  ) : (
    render(all, { state: avatar.state })
  );
  return rendered.current;
}

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
