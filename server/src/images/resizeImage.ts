import { MAX_PIXELS, SMALL_SIDE, type SmallImage } from './decodeImage.js';
import { type ImageDecoder, imageDecoder } from './decoder/imageDecoder.js';
import { type Rendered, render, type SharpCall } from './decoder/SharpCall.js';
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

/** Several times the CPU time that the slowest format takes for 640 px of noise, in ms. */
const RESIZE_CPU_MS = 15_000;

export interface ResizeOptions {
  /** In px. A smaller image is not enlarged. */
  width: number;
  format: ServedFormat;
}

/**
 * Resizes a picture to a square: cropped from the centre, orientation applied, first frame only, and without metadata, because a
 * photograph may contain its location.
 *
 * @throws {ImageError} `not-an-image` if the bytes cannot be decoded, `too-large` if it takes too much CPU time, `busy` on a
 * machine that has no CPU time for it, `decoder-ended` by a fault of the machine, `no-decoder` without sharp.
 */
export async function resizeImage(bytes: Uint8Array, options: ResizeOptions): Promise<Uint8Array> {
  const decoder = await imageDecoder(bytes, { cpuMs: RESIZE_CPU_MS, broken });
  return resize(decoder, bytes, options);
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
  const raw = { width: side, height: side, channels };
  return imageWork.add(() =>
    encodeSquare(small, smaller, format, (encode) =>
      render(sharp, data, { raw }, [['resize', { width: smaller, height: smaller }], ...encode]),
    ),
  );
}

async function resize(
  decoder: ImageDecoder,
  bytes: Uint8Array,
  { width: wanted, format }: ResizeOptions,
): Promise<Uint8Array> {
  const { width, height } = await decoder.header();
  const originalSide = Math.min(width, height);
  const side = Math.max(1, Math.min(wanted, originalSide));
  return encodeSquare({ originalSide, originalBytes: bytes.byteLength }, side, format, (encode) =>
    decoder.render({
      width,
      height,
      options: { limitInputPixels: MAX_PIXELS, failOn: 'truncated' },
      calls: [['autoOrient'], ['resize', { width: side, height: side, fit: 'cover' }], ...encode],
    }),
  );
}

async function encodeSquare(
  { originalSide, originalBytes }: Pick<SmallImage, 'originalSide' | 'originalBytes'>,
  side: number,
  format: ServedFormat,
  renderSquare: (encode: readonly SharpCall[]) => Promise<Rendered>,
): Promise<Uint8Array> {
  const isMuchSmaller = originalSide >= side * ORIGINAL_TIMES;
  const budget = isMuchSmaller ? originalBytes * SHARE_OF_ORIGINAL : Number.POSITIVE_INFINITY;
  let encoded: Uint8Array = new Uint8Array();
  for (const quality of QUALITIES[side <= SMALL_SIDE ? 'small' : 'large'][format]) {
    encoded = (await renderSquare(encodeCalls(format, quality))).data;
    if (encoded.byteLength <= budget) break;
  }
  return encoded;
}

function encodeCalls(format: ServedFormat, quality: number): readonly SharpCall[] {
  if (format === 'avif') return [['avif', { quality, effort: 4 }]];
  if (format === 'webp') return [['webp', { quality }]];
  // JPEG has no transparency, and would render it black.
  return [
    ['flatten', { background: '#ffffff' }],
    ['jpeg', { quality, progressive: true, mozjpeg: true }],
  ];
}

function broken(): ImageError {
  return new ImageError(
    'not-an-image',
    'The stored picture cannot be decoded, although it could when it was stored. Check that all machines on the store have the same version of sharp (npm ls sharp).',
  );
}
