import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { Sharp } from 'sharp';
import { MAX_PIXELS } from './decode.js';
import { ImageError } from './ImageError.js';
import { loadSharp } from './loadSharp.js';
import type { ServedFormat } from './negotiateFormat.js';

/**
 * The widths that images are served at, in px: each avatar size (24, 32, 40, 56, 96) on a 1x and on a 2x screen, and the
 * original's own 640 for whoever looks closer. Few, so that each is made once and kept.
 */
export const IMAGE_WIDTHS = [24, 32, 40, 48, 56, 64, 80, 96, 112, 192, 640] as const;

/** Up to this width, in px, a picture is small: 40 px on a 2x screen, where what a low quality loses is not seen. */
const SMALL = 80;

/** A small picture costs no more than this part of the bytes of its original, if that is eight times as wide or more. */
const SHARE_OF_ORIGINAL = 0.05;
const ORIGINAL_TIMES = 8;

/**
 * Tried in turn, until one costs little enough. The first is enough for a photograph, which then takes 1–4 % of its 640 px
 * original (measured in `test/images/resize.test.ts`); a flat drawing is small already, and may need the next.
 */
const QUALITIES: Record<'small' | 'large', Record<ServedFormat, readonly number[]>> = {
  small: { avif: [46, 34], webp: [62, 44], jpeg: [70, 52, 26] },
  large: { avif: [55], webp: [74], jpeg: [80] },
};

export interface ResizeOptions {
  /** In px. An image is never enlarged: a smaller one comes back at its own size. */
  width: number;
  format: ServedFormat;
}

export type ResizeImage = (bytes: Uint8Array, options: ResizeOptions) => Promise<Uint8Array>;

export interface ResizerOptions {
  /** How many images are worked on at once: as many as there are cores by default. */
  concurrency?: number;
  /** How many more may wait. 200 by default. */
  maxQueued?: number;
}

/**
 * Makes the function that turns a picture into a square of the asked width: cut from the middle, orientation applied,
 * first frame only, and without metadata, for a photograph may say where it was taken.
 *
 * It rejects with an `ImageError`: `busy` when too many wait already, `not-an-image` when the bytes cannot be read,
 * `no-decoder` without sharp.
 */
export function createResizer({
  concurrency = availableParallelism(),
  maxQueued = 200,
}: ResizerOptions = {}): ResizeImage {
  const queue = new PQueue({ concurrency });
  return (bytes, options) => {
    if (queue.size >= maxQueued) {
      return Promise.reject(
        new ImageError('busy', 'Too many images wait to be resized. Ask again in a moment.'),
      );
    }
    return queue.add(() => resizeImage(bytes, options));
  };
}

async function resizeImage(bytes: Uint8Array, { width, format }: ResizeOptions): Promise<Uint8Array> {
  const sharp = await loadSharp();
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).timeout({
      seconds: 10,
    });
    const { autoOrient } = await image.metadata();
    const side = Math.max(1, Math.min(width, autoOrient.width, autoOrient.height));
    const square = image.autoOrient().resize(side, side, { fit: 'cover' });
    const isMuchSmaller = Math.min(autoOrient.width, autoOrient.height) >= side * ORIGINAL_TIMES;
    const budget = isMuchSmaller ? bytes.byteLength * SHARE_OF_ORIGINAL : Number.POSITIVE_INFINITY;
    let encoded = new Uint8Array();
    for (const quality of QUALITIES[side <= SMALL ? 'small' : 'large'][format]) {
      encoded = await encode(square.clone(), format, quality).toBuffer();
      if (encoded.byteLength <= budget) break;
    }
    return encoded;
  } catch {
    throw new ImageError('not-an-image', 'The image cannot be resized: its bytes cannot be read.');
  }
}

function encode(image: Sharp, format: ServedFormat, quality: number): Sharp {
  if (format === 'avif') return image.avif({ quality, effort: 4 });
  if (format === 'webp') return image.webp({ quality });
  // JPEG has no transparency, and would show it black.
  return image.flatten({ background: '#ffffff' }).jpeg({ quality, progressive: true, mozjpeg: true });
}
