import type SharpFactory from 'sharp';
import type { Sharp } from 'sharp';
import { MAX_PIXELS, SMALL_SIDE, type SmallImage } from './decodeImage.js';
import { ImageError } from './ImageError.js';
import { imageWork } from './imageWork.js';
import { loadSharp } from './loadSharp.js';
import type { ServedFormat } from './negotiateFormat.js';

/**
 * The widths of served images, in px: each avatar size (24, 32, 40, 56, 96) on a 1x and on a 2x screen, and the original's
 * 640 for enlarged views. Few, so that each is created once and stored.
 */
export const IMAGE_WIDTHS = [24, 32, 40, 48, 56, 64, 80, 96, 112, 192, 640] as const;

/** A small picture, where the loss of a low quality is invisible, has at most this share of the bytes of its original, if the original is at least eight times as wide. */
const SHARE_OF_ORIGINAL = 0.05;
const ORIGINAL_TIMES = 8;

/**
 * Tried in order until the result is small enough. The first is enough for a photograph, which then takes 1–4 % of its 640 px
 * original (measured in `test/images/resizeImage.integration.test.ts`). A drawing has a smaller original, and may need the next one.
 */
const QUALITIES: Record<'small' | 'large', Record<ServedFormat, readonly number[]>> = {
  small: { avif: [46, 34], webp: [62, 44], jpeg: [70, 52, 26] },
  large: { avif: [55], webp: [74], jpeg: [80] },
};

export interface ResizeOptions {
  /** In px. A smaller image is not enlarged. */
  width: number;
  format: ServedFormat;
}

/**
 * Resizes a picture to a square: cropped from the centre, orientation applied, first frame only, and without metadata, because a
 * photograph may contain its location.
 *
 * @throws {ImageError} `not-an-image` if the bytes cannot be decoded, `no-decoder` without sharp.
 */
export async function resizeImage(bytes: Uint8Array, options: ResizeOptions): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return imageWork.add(() => resize(sharp, bytes, options));
}

/**
 * Encodes a picture of at most 80 px from pixels that are decoded already.
 *
 * @throws {ImageError} `no-decoder` without sharp.
 */
export async function resizeSmall(small: SmallImage, { width, format }: ResizeOptions): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const { data, side, channels } = small;
  const smaller = Math.min(width, side);
  return imageWork.add(() => {
    const image = sharp(data, { raw: { width: side, height: side, channels } });
    return encodeSquare(image.resize(smaller, smaller), smaller, format, small);
  });
}

async function resize(
  sharp: typeof SharpFactory,
  bytes: Uint8Array,
  { width, format }: ResizeOptions,
): Promise<Uint8Array> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' }).timeout({
      seconds: 10,
    });
    const { autoOrient } = await image.metadata();
    const originalSide = Math.min(autoOrient.width, autoOrient.height);
    const side = Math.max(1, Math.min(width, originalSide));
    const square = image.autoOrient().resize(side, side, { fit: 'cover' });
    return await encodeSquare(square, side, format, { originalSide, originalBytes: bytes.byteLength });
  } catch {
    throw new ImageError('not-an-image', 'The image cannot be resized, because its bytes cannot be decoded.');
  }
}

async function encodeSquare(
  square: Sharp,
  side: number,
  format: ServedFormat,
  { originalSide, originalBytes }: Pick<SmallImage, 'originalSide' | 'originalBytes'>,
): Promise<Uint8Array> {
  const isMuchSmaller = originalSide >= side * ORIGINAL_TIMES;
  const budget = isMuchSmaller ? originalBytes * SHARE_OF_ORIGINAL : Number.POSITIVE_INFINITY;
  let encoded = new Uint8Array();
  for (const quality of QUALITIES[side <= SMALL_SIDE ? 'small' : 'large'][format]) {
    // Not of a clone, which would copy the bytes of the picture.
    encoded = await encode(square, format, quality).toBuffer();
    if (encoded.byteLength <= budget) break;
  }
  return encoded;
}

function encode(image: Sharp, format: ServedFormat, quality: number): Sharp {
  if (format === 'avif') return image.avif({ quality, effort: 4 });
  if (format === 'webp') return image.webp({ quality });
  // JPEG has no transparency, and would render it black.
  return image.flatten({ background: '#ffffff' }).jpeg({ quality, progressive: true, mozjpeg: true });
}
