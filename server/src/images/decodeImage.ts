import { fileTypeFromBuffer } from 'file-type';
import { countPngText } from './countPngText.js';
import { type ImageDecoder, imageDecoder } from './decoder/imageDecoder.js';
import type { Header } from './decoder/SharpCall.js';
import { CHECK_SOURCE, ImageError } from './ImageError.js';
import { measureJpeg } from './jpeg/measureJpeg.js';

/** The accepted raster formats. Never SVG, which can run scripts. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

/** The pixels of a picture as a small square: oriented, cropped from the centre. */
export interface SmallImage {
  /** Rows of pixels, 8 bits for each channel. */
  data: Uint8Array;
  /** In px. */
  side: number;
  channels: 1 | 2 | 3 | 4;
  /** The shorter side of the picture, in px, and its size in bytes. */
  originalSide: number;
  originalBytes: number;
}

export interface DecodedImage {
  bytes: Uint8Array;
  format: ImageFormat;
  /** Detected from the bytes, regardless of any header. */
  contentType: string;
  /** In px, with the orientation applied. */
  width: number;
  height: number;
  /** From the decode that has checked the picture, so that small widths need no second one. */
  small: SmallImage;
}

export interface DecodeOptions {
  /** 4,096 × 4,096 by default. */
  maxPixels?: number | undefined;
  /** Ends the work. */
  signal?: AbortSignal | undefined;
}

/** The side of a `SmallImage`, in px: 40 px on a 2x screen. JPEG and WebP of WhatsApp's 640 px are reduced to it while they load. */
export const SMALL_SIDE = 80;

/**
 * 4,096 × 4,096 px, more than a photograph of 16 megapixels. A profile picture has 640 × 640 px. With far more, a small file can
 * decode into gigabytes (decompression bomb).
 */
export const MAX_PIXELS = 16_777_216;

/**
 * The most pixels that all scans of a JPEG may have together: 12 scans of the largest image, 490 of a profile picture. An encoder
 * writes about 10. libjpeg needs 1 ns (smooth image) to 9 ns (3,000 scans) for each, so an image takes at most about
 * 2 s.
 */
const MAX_SCANNED_PIXELS = 12 * MAX_PIXELS;

/**
 * AVIF is the slowest of the five to decode, for each pixel and for each byte, and WhatsApp sends none. Within these limits it takes
 * 0.4 s (bench/soak/decode.md); a picture of 640 × 640 px in AVIF has about 50 kB.
 */
const MAX_AVIF_PIXELS = 2_048 * 2_048;
const MAX_AVIF_BYTES = 1_000_000;

/**
 * The text and the colour profile of a PNG, in bytes. A decoder inflates each of its chunks to at most 60 MB, for each of its passes:
 * 5 MB would take 3 s.
 */
const MAX_PNG_TEXT = 500_000;

/** Ten times the CPU time of the largest allowed image, in ms. Ends a malicious one, such as a WebP with 80,000 frames. */
const DECODE_CPU_MS = 5_000;

const FORMAT_BY_TYPE: Record<string, ImageFormat> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

/** The name of each format in sharp's metadata. */
const SHARP_FORMAT: Record<ImageFormat, string> = {
  jpeg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  avif: 'heif',
};

/**
 * Identifies an image by its bytes. The signature is checked first, so that only the five decoders of `ImageFormat` ever run.
 * Then the image is decoded, so that every stored image can be resized later.
 *
 * @throws {ImageError} `not-an-image`, `too-large` with more than `maxPixels` or too much CPU time, `busy` on a machine that has no CPU time
 * for it, `decoder-ended` by a fault of the machine, or `no-decoder` without sharp. Or the reason of `signal`.
 */
export async function decodeImage(
  bytes: Uint8Array,
  { maxPixels = MAX_PIXELS, signal }: DecodeOptions = {},
): Promise<DecodedImage> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const format = type && Object.hasOwn(FORMAT_BY_TYPE, type.mime) ? FORMAT_BY_TYPE[type.mime] : undefined;
  if (format === undefined) {
    throw new ImageError(
      'not-an-image',
      'The response is not a JPEG, PNG, WebP, GIF or AVIF image. Check what the source returns for this chat, and the proxies on the way to the host: they may answer with a page.',
    );
  }

  // Before `measure`, which reads the text too.
  if (format === 'png' && countPngText(bytes) > MAX_PNG_TEXT) {
    throw new ImageError(
      'too-large',
      `The PNG has more than ${MAX_PNG_TEXT} bytes of text and colour profiles, which take too long to decode. Remove its metadata.`,
    );
  }

  const decoder = await imageDecoder(bytes, {
    cpuMs: DECODE_CPU_MS,
    signal,
    broken: () => broken(format),
  });
  return decode(decoder, bytes, format, maxPixels);
}

async function decode(
  decoder: ImageDecoder,
  bytes: Uint8Array,
  format: ImageFormat,
  maxPixels: number,
): Promise<DecodedImage> {
  // A call of sharp less for nearly every picture of WhatsApp. The decoder checks the same bytes, and has a limit of its own.
  const { width, height } =
    (format === 'jpeg' ? measureJpeg(bytes) : undefined) ?? (await measure(decoder, format));
  if (width * height > maxPixels) {
    throw new ImageError(
      'too-large',
      `The image has ${width} × ${height} px. At most ${maxPixels} pixels are allowed. ${CHECK_SOURCE}.`,
    );
  }
  if (format === 'avif' && (width * height > MAX_AVIF_PIXELS || bytes.byteLength > MAX_AVIF_BYTES)) {
    throw new ImageError(
      'too-large',
      `The AVIF has ${width} × ${height} px and ${bytes.byteLength} bytes, which take too long to decode. At most ${MAX_AVIF_PIXELS} pixels and ${MAX_AVIF_BYTES} bytes are allowed. ${CHECK_SOURCE}.`,
    );
  }
  const scans = decoder.countScans();
  if (scans * width * height > MAX_SCANNED_PIXELS) {
    throw new ImageError(
      'too-large',
      `The JPEG has ${scans} scans of ${width} × ${height} px, which take too long to decode. An ordinary one has about 10 scans. ${CHECK_SOURCE}.`,
    );
  }
  const originalSide = Math.min(width, height);
  const side = Math.min(SMALL_SIDE, originalSide);
  const { data, info } = await decoder.render({
    width,
    height,
    options: { limitInputPixels: maxPixels, failOn: 'truncated' },
    calls: [['autoOrient'], ['resize', { width: side, height: side, fit: 'cover' }], ['raw']],
  });
  const { channels } = info;
  const small = { data, side, channels, originalSide, originalBytes: bytes.byteLength };
  return { bytes, format, contentType: `image/${format}`, width, height, small };
}

async function measure(decoder: ImageDecoder, format: ImageFormat): Promise<Header> {
  const header = await decoder.header();
  if (header.format !== SHARP_FORMAT[format]) throw broken(format);
  return header;
}

function broken(format: ImageFormat): ImageError {
  return new ImageError(
    'not-an-image',
    `The response starts like a ${format.toUpperCase()} image, but cannot be decoded: it is damaged or incomplete. Check the proxies on the way to its host, and what the source returns for this chat.`,
  );
}
