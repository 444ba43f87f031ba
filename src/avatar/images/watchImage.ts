import type { Dispatch } from 'react';
import type { ImageWatch } from './ImageWatch.js';
import type { ImageLayer, ImagesEvent } from './imageLayers.js';

interface Owner {
  images: { dispatch: Dispatch<ImagesEvent> };
  paintKnown: (layer: ImageLayer) => boolean;
}

/** Tells the avatar when the `<img>` of a layer can be painted whole, or has failed. */
export function watchImage({ images: { dispatch }, paintKnown }: Owner, layer: ImageLayer): ImageWatch {
  const { url, srcSet, origin } = layer;
  let hasLoaded = false;

  const fail = () => dispatch({ type: 'failed', layer });

  const loaded = (img: HTMLImageElement) => {
    const paint = () => {
      // Decoding goes on after the avatar has got another chat or picture. The reducer knows which layers are gone.
      if (origin !== 'known' || watch.element !== img || !paintKnown(layer)) {
        // Reading the duration makes the browser compute the styles of the whole page.
        dispatch({ type: 'painted', layer, fade: watch.isReplacing ? fadeOf(img) : 0 });
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
    // Another element may be in its place: `renderImage` comes and goes.
    hasLoaded = false;
    watch.element = img;
    if (!img) return;
    // Hydration does not update attributes, and the cache may hold another picture than the server's HTML.
    if (watch.isPlain && img.getAttribute('src') !== url) {
      if (srcSet) img.srcset = srcSet;
      else img.removeAttribute('srcset');
      img.src = url;
    }
    // An image in the server's HTML may have loaded, or failed, before hydration.
    if (img.complete) img.naturalWidth > 0 ? loaded(img) : fail();
  };

  const watch = { url, ref, loaded, fail } as ImageWatch;
  return watch;
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
