import { fileTypeFromBuffer } from 'file-type';
import { ImageError } from './ImageError.js';
import { loadSharp } from './loadSharp.js';

/** The raster formats that are taken. Never SVG: it is a document that runs scripts. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

export interface DecodedImage {
  bytes: Uint8Array;
  format: ImageFormat;
  /** By the bytes themselves, whatever a header said. */
  contentType: string;
  /** In px, as seen: orientation applied. */
  width: number;
  height: number;
}

/** A profile picture has 640 × 640 px. Far above that, a small file may unpack into gigabytes. */
export const MAX_PIXELS = 25_000_000;

/** Long enough for the largest image allowed, short enough to free the thread from a crafted one. */
const DECODE_TIMEOUT_S = 10;

const FORMAT_BY_TYPE: Record<string, ImageFormat> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

/** What sharp has to find in the bytes of each format; it says `heif` for AVIF. */
const SHARP_FORMAT: Record<ImageFormat, string> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'heif',
};

/**
 * Finds out what bytes are: by their signature first, so that only five decoders ever see them, and by really decoding
 * them, so that what is stored can be resized later.
 *
 * @throws {ImageError} `not-an-image`, `too-large` when there are too many pixels, or `no-decoder` without sharp.
 */
export async function decodeImage(bytes: Uint8Array, maxPixels = MAX_PIXELS): Promise<DecodedImage> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const format = type && Object.hasOwn(FORMAT_BY_TYPE, type.mime) ? FORMAT_BY_TYPE[type.mime] : undefined;
  if (format === undefined) {
    throw new ImageError('not-an-image', 'What came is no JPEG, PNG, WebP, GIF or AVIF image.');
  }

  const sharp = await loadSharp();
  const { width, height } = await measure(sharp, bytes, format);
  if (width * height > maxPixels) {
    throw new ImageError('too-large', `The image has ${width} × ${height} px, which is too many.`);
  }
  try {
    // JPEG and WebP shrink while they load, so that this costs a few milliseconds.
    await sharp(bytes, { limitInputPixels: maxPixels, failOn: 'truncated' })
      .timeout({ seconds: DECODE_TIMEOUT_S })
      .resize(16, 16, { fit: 'cover' })
      .raw()
      .toBuffer();
  } catch {
    throw broken(format);
  }
  return { bytes, format, contentType: `image/${format}`, width, height };
}

async function measure(
  sharp: Awaited<ReturnType<typeof loadSharp>>,
  bytes: Uint8Array,
  format: ImageFormat,
): Promise<{ width: number; height: number }> {
  try {
    // The header alone is read here, hence no limit: the caller tells "too many pixels" from "broken".
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (metadata.format !== SHARP_FORMAT[format]) throw broken(format);
    const { width, height } = metadata.autoOrient;
    return { width, height };
  } catch {
    throw broken(format);
  }
}

function broken(format: ImageFormat): ImageError {
  return new ImageError(
    'not-an-image',
    `What came begins like a ${format.toUpperCase()} image, but is none that can be read.`,
  );
}
