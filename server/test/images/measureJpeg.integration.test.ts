import fc from 'fast-check';
import sharp, { type JpegOptions } from 'sharp';
import { expect, it } from 'vitest';
import { decodeImage } from '../../src/images/decodeImage.js';
import { measureJpeg } from '../../src/images/jpeg/measureJpeg.js';

const jpeg = (width: number, height: number, options: JpegOptions = {}) =>
  sharp({ create: { width, height, channels: 3, background: '#369' } })
    .jpeg(options)
    .toBuffer();

/** The JPEG with a segment before its first scan, where the orientation may stand too. */
function withSegment(bytes: Buffer, marker: number, content: Uint8Array): Buffer {
  const at = bytes.indexOf(Buffer.from([0xff, 0xda]));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.byteLength + 2);
  return Buffer.concat([
    bytes.subarray(0, at),
    Buffer.from([0xff, marker]),
    length,
    content,
    bytes.subarray(at),
  ]);
}

/** Of the content of the EXIF segment. */
const exifLength = (bytes: Buffer) => bytes.readUInt16BE(bytes.indexOf('Exif') - 2) - 2;

it('reads the size that the decoder finds, for baseline and progressive JPEGs', async () => {
  const side = fc.integer({ min: 1, max: 400 });
  await fc.assert(
    fc.asyncProperty(side, side, fc.boolean(), async (width, height, progressive) => {
      const bytes = await jpeg(width, height, { progressive });
      const metadata = await sharp(bytes).metadata();
      expect(measureJpeg(bytes)).toEqual({ width: metadata.width, height: metadata.height });
    }),
    { numRuns: 40 },
  );
});

it('leaves a JPEG with EXIF or XMP to the decoder, wherever the segment stands', async () => {
  const turned = await sharp(await jpeg(30, 20))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  expect(measureJpeg(turned)).toBeUndefined();
  const plain = await jpeg(30, 20);
  const exif = turned.subarray(turned.indexOf('Exif'), turned.indexOf('Exif') + exifLength(turned));
  const late = withSegment(plain, 0xe1, exif);
  expect(measureJpeg(late)).toBeUndefined();
  expect(await decodeImage(late)).toMatchObject({ width: 20, height: 30 });
});

it('does not read the size of a thumbnail', async () => {
  const tagged = withSegment(await jpeg(30, 20), 0xe5, await jpeg(4, 4));
  expect(measureJpeg(tagged)).toEqual({ width: 30, height: 20 });
});

it('refuses a frame of 50,000 × 50,000 px by its header, and one without a size', async () => {
  const bytes = await jpeg(30, 20);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  const sized = (side: number) => {
    const copy = Buffer.from(bytes);
    copy.writeUInt16BE(side, frame + 5);
    copy.writeUInt16BE(side, frame + 7);
    return copy;
  };
  await expect(decodeImage(sized(50_000))).rejects.toMatchObject({ code: 'too-large' });
  await expect(decodeImage(sized(0))).rejects.toMatchObject({ code: 'not-an-image' });
});

it('refuses a JPEG with two frames, of which the second could hide the size of the first', async () => {
  const bytes = await jpeg(640, 640);
  const frame = bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xc0])) + 4);
  const small = Buffer.from(frame.subarray(0, 15));
  small.writeUInt16BE(1, 1);
  small.writeUInt16BE(1, 3);
  const twice = withSegment(bytes, 0xc0, small);
  await expect(decodeImage(twice)).rejects.toMatchObject({ code: 'not-an-image' });
});
