import { availableParallelism } from 'node:os';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { decodeImage } from '../../src/images/decodeImage.js';
import { ImageError } from '../../src/images/ImageError.js';
import { countJpegScans } from '../../src/images/jpeg/countJpegScans.js';
import { withChunks } from './withChunks.js';

let jpeg: Buffer;
beforeAll(async () => {
  jpeg = await photograph(96);
});

const progressive = (size: number) =>
  sharp({ create: { width: size, height: size, channels: 3, background: 'red' } })
    .jpeg({ progressive: true })
    .toBuffer();

/** The JPEG with its last scan repeated. */
function withScans(bytes: Buffer, count: number): Buffer {
  const start = bytes.lastIndexOf(Buffer.from([0xff, 0xda]));
  const scan = bytes.subarray(start, -2);
  return Buffer.concat([bytes.subarray(0, start), ...Array(count).fill(scan), bytes.subarray(-2)]);
}

const refused = (bytes: Uint8Array, code = 'not-an-image') =>
  expect(decodeImage(bytes)).rejects.toMatchObject({ name: 'ImageError', code });

describe('decodeImage', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('detects a %s by its bytes', async (format) => {
    const bytes = await sharp(jpeg).toFormat(format).toBuffer();
    expect(await decodeImage(bytes)).toMatchObject({
      format,
      contentType: `image/${format}`,
      width: 96,
      height: 96,
    });
  });

  it('returns the size with the orientation applied', async () => {
    const lying = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await decodeImage(lying)).toMatchObject({ width: 20, height: 30 });
  });

  it('rejects other formats that sharp supports', async () => {
    await refused(await sharp(jpeg).tiff().toBuffer());
    await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));
    await refused(Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'));
    await refused(Buffer.from('%PDF-1.7\n'));
    await refused(Buffer.from('<!doctype html><script>alert(1)</script>'));
  });

  it('rejects a valid signature without an image', async () => {
    await refused(new Uint8Array());
    await refused(Buffer.from([0xff, 0xd8, 0xff]));
    await refused(Buffer.from('GIF89a<script>alert(1)</script>'));
    await refused(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), jpeg]));
    await refused(Buffer.from('RIFF\x00\x00\x00\x00WEBPVP8 junk', 'latin1'));
  });

  it('rejects a truncated image', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const bytes = await sharp(jpeg).toFormat(format).toBuffer();
      await refused(bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    }
  });

  it('rejects too many pixels before it decodes them', async () => {
    // A valid header of 50,000 × 50,000 px.
    const png = await sharp(jpeg).png().toBuffer();
    png.writeUInt32BE(50_000, 16);
    png.writeUInt32BE(50_000, 20);
    await expect(decodeImage(png)).rejects.toBeInstanceOf(ImageError);
    await expect(decodeImage(jpeg, { maxPixels: 1000 })).rejects.toMatchObject({ code: 'too-large' });
  });

  it('rejects an AVIF with too many pixels or bytes before it decodes it', async () => {
    const avif = (side: number) =>
      sharp({ create: { width: side, height: 2_048, channels: 3, background: '#369' } })
        .avif({ effort: 0 })
        .toBuffer();
    const largest = await avif(2_048);
    expect(await decodeImage(largest)).toMatchObject({ format: 'avif', width: 2_048, height: 2_048 });
    const cases = [await avif(2_049), Buffer.concat([largest, Buffer.alloc(1_000_000)])];
    for (const bytes of cases) {
      await expect(decodeImage(bytes)).rejects.toMatchObject({
        code: 'too-large',
        message: expect.stringMatching(/^The AVIF has /),
      });
    }
  });

  it('rejects a JPEG with thousands of scans before it decodes them', async () => {
    const many = withScans(await progressive(640), 3_000);
    expect(many.byteLength).toBeLessThan(1_000_000);
    await expect(decodeImage(many)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/^The JPEG has 30\d\d scans of 640 × 640 px/),
    });
  });

  it('rejects a PNG with megabytes of compressed text or profile before it inflates them', async () => {
    const png = await sharp(jpeg).png().toBuffer();
    const text = Buffer.concat([Buffer.from('key\0\0'), deflateSync(Buffer.alloc(50_000_000))]);
    await expect(decodeImage(withChunks(png, 'zTXt', text, 20))).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/^The PNG has more than 500000 bytes of text/),
    });
    await expect(decodeImage(withChunks(png, 'iCCP', text, 20))).rejects.toMatchObject({ code: 'too-large' });
    const xmp = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${'<x/>'.repeat(20_000)}`);
    expect(await decodeImage(withChunks(png, 'iTXt', xmp, 1))).toMatchObject({ format: 'png', width: 96 });
  });

  it('decodes a JPEG with the scans of any encoder, and does not count those of its thumbnail', async () => {
    expect(await decodeImage(await progressive(640))).toMatchObject({ width: 640, height: 640 });
    const bytes = await progressive(640);
    const thumbnail = withScans(await progressive(8), 500);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(thumbnail.byteLength + 2);
    const segment = Buffer.concat([Buffer.from([0xff, 0xe5]), length, thumbnail]);
    const tagged = Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]);
    expect(countJpegScans(tagged)).toBe(countJpegScans(bytes));
    expect(await decodeImage(tagged)).toMatchObject({ format: 'jpeg', width: 640 });
  });

  it('counts scans in bytes of any content without reading one twice', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const scans = countJpegScans(bytes);
        expect(scans).toBeGreaterThanOrEqual(0);
        expect(scans).toBeLessThanOrEqual(Math.ceil(bytes.length / 4));
      }),
    );
    // A quadratic search would take minutes.
    expect(countJpegScans(new Uint8Array(5_000_000).fill(0xff))).toBe(0);
  });

  it('decodes no more images at once than there are cores', async () => {
    const most = sharp.counters().process;
    let running = most;
    const watch = () => {
      running = Math.max(running, sharp.counters().process);
    };
    sharp.queue.on('change', watch);
    await Promise.all(Array.from({ length: 24 }, () => decodeImage(jpeg)));
    sharp.queue.off('change', watch);
    expect(running).toBeGreaterThan(0);
    expect(running).toBeLessThanOrEqual(Math.min(availableParallelism(), 3));
  });

  it('resolves to an image or rejects with an ImageError for any bytes', async () => {
    const damaged = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 20 })).map(([at, patch]) => {
      const bytes = Buffer.from(jpeg);
      bytes.set(patch.slice(0, bytes.length - (at % bytes.length)), at % bytes.length);
      return bytes;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), async (bytes) => {
        const thrown = await decodeImage(bytes).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (thrown !== undefined) expect(thrown).toBeInstanceOf(ImageError);
      }),
    );
  });
});
