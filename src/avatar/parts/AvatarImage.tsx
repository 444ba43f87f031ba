'use client';

import {
  type ComponentPropsWithoutRef,
  forwardRef,
  type ReactElement,
  type RefCallback,
  type SyntheticEvent,
  useImperativeHandle,
  useState,
  version,
} from 'react';
import { ON_SERVER } from '../../lib/onServer.js';
import type { AvatarState } from '../AvatarState.js';
import { plainStyle } from '../AvatarStyle.js';
import type { ImageWatch, ImageWatches } from '../images/ImageWatch.js';
import type { ImageLayer } from '../images/imageLayers.js';
import { watchImage } from '../images/watchImage.js';
import { type AvatarContextValue, useAvatarContext } from './AvatarContext.js';
import type { AvatarPartState } from './AvatarPart.js';
import { warnAboutImage } from './partWarnings.js';

type ImgProps = ComponentPropsWithoutRef<'img'>;

/**
 * React 19 on a server writes a preload for each eager image before all other HTML, and keeps a map of them: 77 bytes, and a third of
 * the time of `renderToString`. It writes none at a low priority. Browsers find the images in the HTML anyway, and begin them all at a
 * low priority.
 */
const WRITES_PRELOADS = ON_SERVER && !version.startsWith('18.');

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
  const top = avatar.images.layers.at(-1)?.key ?? -1;
  const [watches] = useState<ImageWatches>(() => new Map());
  useImperativeHandle(ref, () => watches.get(top)?.element as HTMLImageElement, [watches, top]);
  return renderLayers(avatar, render, props, watches);
});

/**
 * The images of an avatar, bottom first. No component for each: a third of the heap that a picture takes beside its letters.
 *
 * @param watches of a part. The watches of a whole avatar stand at its layers.
 */
export function renderLayers(
  avatar: AvatarContextValue,
  render: AvatarImageProps['render'],
  props?: Omit<AvatarImageProps, 'render'>,
  watches?: ImageWatches,
): ReactElement[] {
  const { layers } = avatar.images;
  for (const key of watches?.keys() ?? []) {
    if (!layers.some((layer) => layer.key === key)) watches?.delete(key);
  }
  return layers.map((layer) => {
    const held = watches ? watches.get(layer.key) : layer.watch;
    const watch = held?.url === layer.url ? held : watchImage(avatar, layer);
    if (watches) watches.set(layer.key, watch);
    else layer.watch = watch;
    // Not rendered again while it is being replaced: a changed `sizes` would make the browser fetch the old picture again.
    if (layer === layers.at(-1) || !watch.rendered) {
      watch.rendered = renderLayer(avatar, layer, render, props, watch);
    }
    return watch.rendered;
  });
}

function renderLayer(
  { images, length, pixels, loading, state }: AvatarContextValue,
  layer: ImageLayer,
  render: AvatarImageProps['render'],
  props: Omit<AvatarImageProps, 'render'> | undefined,
  watch: ImageWatch,
): ReactElement {
  const { key, url, srcSet, origin, painted } = layer;
  // `renderImage={Image}` may be an object: a component of `memo` or `forwardRef`.
  const isPlain = typeof render !== 'function';
  const isEager = isPlain && loading === 'eager';
  watch.isPlain = isPlain;
  watch.isReplacing = layer !== images.layers[0];
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
    ...(isEager && WRITES_PRELOADS && { fetchPriority: 'low' as const }),
    referrerPolicy: 'no-referrer' as const,
    draggable: false,
    ...(props && { ...props, style: plainStyle(props.style) }),
    src: url,
    srcSet,
    alt: '' as const,
    ref: watch.ref,
    onLoad: (event: SyntheticEvent<HTMLImageElement>) => {
      watch.loaded(event.currentTarget);
      props?.onLoad?.(event);
    },
    onError: (event: SyntheticEvent<HTMLImageElement>) => {
      watch.fail();
      props?.onError?.(event);
    },
    'data-chat-avatar-image': origin === 'known' ? '' : painted ? 'painted' : 'loading',
  };
  return isPlain ? (
    // biome-ignore lint/a11y/useAltText: `alt` is among the props and always empty; the face has the accessible name.
    <img key={key} {...all} suppressHydrationWarning />
  ) : (
    <OwnImage key={key} render={render} props={all} state={state} />
  );
}

interface OwnImageProps {
  render: NonNullable<AvatarImageProps['render']>;
  props: AvatarImageRenderProps;
  state: AvatarState;
}

/** A component of its own, so that a `render` function may call hooks. */
function OwnImage({ render, props, state }: OwnImageProps) {
  return render(props, { state });
}
