import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { slowWebp } from '../../../server/test/images/slowWebp.js';
import { withChunks } from '../../../server/test/images/withChunks.js';

/** The limit of the decoder is 4,096 × 4,096 px. */
const SIDE = 4_096;

/** `maxImageBytes` of a gateway, by default. */
const MAX_BYTES = 5_000_000;

/** The limits of the decoder for AVIF. */
const AVIF_SIDE = 2_048;
const AVIF_MAX_BYTES = 1_000_000;

/** The pictures that cost a decoder the most, as large as the limits permit. */
export const hostilePictures: Record<string, () => Promise<Buffer>> = {
  'JPEG, 4,096 × 4,096 px of noise': () => largest((quality) => noise().jpeg({ quality })),
  'JPEG, progressive, 4,096 × 4,096 px of noise': () =>
    largest((quality) => noise().jpeg({ quality, progressive: true })),
  'JPEG, progressive, 4,096 × 4,096 px, 12 scans': async () =>
    withScans(await flat().jpeg({ progressive: true }).toBuffer(), 12),
  'JPEG, progressive, 640 × 640 px, 490 scans': async () =>
    withScans(await flat(640).jpeg({ progressive: true }).toBuffer(), 490),
  'PNG, 4,096 × 4,096 px, RGBA, 16 bits, interlaced': () =>
    flat().ensureAlpha().toColourspace('rgb16').png({ progressive: true, compressionLevel: 9 }).toBuffer(),
  'PNG, interlaced, 4,096 × 4,096 px, 450 kB of text that inflates to 450 MB': async () =>
    withText(await flat().png({ progressive: true }).toBuffer(), 9),
  'PNG, 1,100 × 1,100 px of noise, RGBA': () => noise(1_100).ensureAlpha().png().toBuffer(),
  'GIF, 4,096 × 4,096 px': () => flat().gif().toBuffer(),
  'GIF, 1,200 × 1,200 px of noise': () => noise(1_200).gif({ effort: 1 }).toBuffer(),
  'GIF, animation of 200 pictures of 640 × 640 px': () => animation(200, 640).gif({ effort: 1 }).toBuffer(),
  'WebP, 4,096 × 4,096 px of noise': () => largest((quality) => noise().webp({ quality, effort: 0 })),
  'WebP, lossless, 1,100 × 1,100 px of noise': () =>
    noise(1_100).webp({ lossless: true, effort: 0 }).toBuffer(),
  'WebP, lossless, 4,096 × 4,096 px': () => flat().webp({ lossless: true, effort: 0 }).toBuffer(),
  'WebP, animation of 100 pictures of 640 × 640 px': () => animation(100, 640).webp({ effort: 0 }).toBuffer(),
  'WebP, animation of 80,000 pictures of 1 px': () => slowWebp(),
  'AVIF, 2,048 × 2,048 px of noise': () =>
    largest((quality) => noise(AVIF_SIDE).avif({ quality, effort: 0 }), AVIF_MAX_BYTES),
  'AVIF, 2,048 × 2,048 px': () => flat(AVIF_SIDE).avif({ effort: 0 }).toBuffer(),
  'AVIF, lossless, 490 × 490 px of noise': () => noise(490).avif({ lossless: true, effort: 0 }).toBuffer(),
};

const noise = (side = SIDE): Sharp =>
  sharp({
    create: {
      width: side,
      height: side,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

const flat = (side = SIDE): Sharp =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#369' } });

function animation(pictures: number, side: number): Sharp {
  const data = Buffer.alloc(pictures * side * side * 3);
  for (let at = 0; at < data.byteLength; at += 97) data[at] = at & 0xff;
  return sharp(data, {
    raw: { width: side, height: side * pictures, channels: 3, pageHeight: side },
    limitInputPixels: false,
  });
}

/** The best quality with at most `maxBytes`. */
async function largest(encode: (quality: number) => Sharp, maxBytes = MAX_BYTES): Promise<Buffer> {
  for (const quality of [90, 70, 50, 30, 15, 5]) {
    // WebP has a limit of its own for the bytes of a picture.
    const bytes = await encode(quality)
      .toBuffer()
      .catch(() => undefined);
    if (bytes && bytes.byteLength <= maxBytes) return bytes;
  }
  return encode(1).toBuffer();
}

/** The last scan of a progressive JPEG repeated, until there are `total` scans. */
function withScans(bytes: Buffer, total: number): Buffer {
  const marker = Buffer.from([0xff, 0xda]);
  let scans = 0;
  for (let at = bytes.indexOf(marker); at !== -1; at = bytes.indexOf(marker, at + 2)) scans += 1;
  const start = bytes.lastIndexOf(marker);
  const scan = bytes.subarray(start, -2);
  const repeated = Array<Buffer>(Math.max(1, total - scans + 1)).fill(scan);
  return Buffer.concat([bytes.subarray(0, start), ...repeated, bytes.subarray(-2)]);
}

/** The PNG with so many chunks of text. */
function withText(png: Buffer, chunks: number): Buffer {
  const text = Buffer.concat([Buffer.from('key\0\0'), deflateSync(Buffer.alloc(50_000_000))]);
  return withChunks(png, 'zTXt', text, chunks);
}
