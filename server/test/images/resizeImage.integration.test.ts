import { createWawpEmulator } from 'chat-avatar/testing';
import { createPeople, drawFaces } from 'chat-avatar-example-faces';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { askUrl } from '../../../test/emulator/emulator.fixture.js';
import { photograph } from '../../../test/support/photographs.js';
import { decodeImage } from '../../src/images/decodeImage.js';
import { negotiateFormat, SERVED_FORMATS } from '../../src/images/negotiateFormat.js';
import { resizeImage } from '../../src/images/resizeImage.js';

let original: Buffer;

beforeAll(async () => {
  original = await photograph(640);
});

describe('resizeImage', () => {
  it.each(SERVED_FORMATS)('creates a square %s of the requested width', async (format) => {
    const wide = await sharp(original).resize(300, 100, { fit: 'fill' }).png().toBuffer();
    expect(await decodeImage(await resizeImage(wide, { width: 80, format }))).toMatchObject({
      format,
      width: 80,
      height: 80,
    });
  });

  it.each([
    ['avif', 1],
    ['avif', 2],
    ['webp', 1],
    ['webp', 2],
  ] as const)(
    'has at most a twentieth of the bytes of a photograph at 40 px on a 2x screen, as %s (picture %i)',
    async (format, seed) => {
      const picture = await photograph(640, seed);
      const bytes = await resizeImage(picture, { width: 80, format });
      expect(bytes.byteLength / picture.byteLength).toBeLessThanOrEqual(0.05);
      expect(picture.byteLength).toBeLessThan(60_000);
    },
  );

  it.each(SERVED_FORMATS)('has at most a twentieth of the bytes of a drawing, as %s', async (format) => {
    const chats = createPeople(12, 0);
    const emulator = createWawpEmulator({ chats, draw: drawFaces(chats) });
    let count = 0;
    for (const { id } of emulator.chats) {
      const url = await askUrl(emulator, id);
      if (!url?.startsWith('https:')) continue;
      const picture = new Uint8Array(await (await emulator.fetch(url)).arrayBuffer());
      // A drawing of a few lines on a plain background is too small for the limit.
      if (picture.byteLength < 15_000) continue;
      const bytes = await resizeImage(picture, { width: 80, format });
      expect(bytes.byteLength / picture.byteLength).toBeLessThanOrEqual(0.05);
      count += 1;
    }
    expect(count).toBeGreaterThan(3);
  });

  it('looks like the original', async () => {
    const pixels = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
    const expected = await pixels(await sharp(original).resize(80, 80).png().toBuffer());
    for (const format of SERVED_FORMATS) {
      const got = await pixels(await resizeImage(original, { width: 80, format }));
      const difference =
        got.reduce((sum, value, index) => sum + Math.abs(value - (expected[index] ?? 0)), 0) / got.length;
      expect(difference).toBeLessThan(8);
    }
  });

  it('does not enlarge a smaller picture, and crops it to a square', async () => {
    const small = await sharp(original).resize(96, 60, { fit: 'fill' }).png().toBuffer();
    expect(await decodeImage(await resizeImage(small, { width: 192, format: 'webp' }))).toMatchObject({
      width: 60,
      height: 60,
    });
  });

  it('applies the orientation, and removes all metadata', async () => {
    const left = { create: { width: 40, height: 40, channels: 3 as const, background: '#f00' } };
    const bytes = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#00f' } })
      .composite([{ input: await sharp(left).png().toBuffer(), left: 0, top: 0 }])
      .withExif({ IFD0: { Copyright: 'SECRET' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const resized = Buffer.from(await resizeImage(bytes, { width: 40, format: 'jpeg' }));
    expect(await sharp(resized).metadata()).not.toHaveProperty('exif');
    expect(resized.includes('SECRET')).toBe(false);
    // After a rotation by 90°, the left half is on top.
    const { data, info } = await sharp(resized).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
    ];
    expect(at(20, 4)[0]).toBeGreaterThan(200);
    expect(at(20, 36)[2]).toBeGreaterThan(200);
  });

  it('uses the first frame of an animation', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 32, height: 32, channels: 3, background } })
        .png()
        .toBuffer();
    const animation = await sharp([await frame('#f00'), await frame('#00f')], { join: { animated: true } })
      .gif()
      .toBuffer();
    const { data } = await sharp(await resizeImage(animation, { width: 32, format: 'webp' }))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
    expect(
      (await sharp(await resizeImage(animation, { width: 32, format: 'webp' })).metadata()).pages ?? 1,
    ).toBe(1);
  });

  it('renders transparency as white in JPEG', async () => {
    const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    const pixels = await sharp(await resizeImage(clear, { width: 8, format: 'jpeg' }))
      .raw()
      .toBuffer();
    expect(pixels[0]).toBeGreaterThan(250);
  });

  it('removes bytes after the end of the image', async () => {
    const polyglot = Buffer.concat([original, Buffer.from('<script>alert(1)</script>PK\x03\x04')]);
    for (const format of SERVED_FORMATS) {
      expect(Buffer.from(await resizeImage(polyglot, { width: 80, format })).includes('<script>')).toBe(
        false,
      );
    }
  });

  it('rejects undecodable bytes', async () => {
    await expect(resizeImage(Buffer.from('no image'), { width: 80, format: 'jpeg' })).rejects.toMatchObject({
      code: 'not-an-image',
    });
  });
});

describe('negotiateFormat', () => {
  it.each([
    ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'avif'],
    ['image/webp,image/*,*/*;q=0.8', 'webp'],
    ['IMAGE/WEBP', 'webp'],
    ['image/avif;q=0, image/webp', 'webp'],
    ['image/avif;q=0.1, image/webp;q=0.9', 'webp'],
    ['image/avif;q=0.1, image/jpeg', 'jpeg'],
    ['image/avif;q=0.5, image/webp;q=0.5, */*;q=0.4', 'avif'],
    ['image/webp;q=0.3, image/*;q=0.8', 'jpeg'],
    ['image/jpeg;q=0', 'jpeg'],
    ['*/*', 'jpeg'],
    ['image/*', 'jpeg'],
    ['text/html', 'jpeg'],
    ['', 'jpeg'],
    [null, 'jpeg'],
    [',;q=,,image/avif;;;', 'avif'],
  ])('Accept: %j selects %s', (accept, format) => {
    expect(negotiateFormat(accept)).toBe(format);
  });
});
