import sharp from 'sharp';
import { expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { decodeImage } from '../../src/images/decodeImage.js';
import { imageWork } from '../../src/images/imageWork.js';
import { resizeImage } from '../../src/images/resizeImage.js';
import { slowWebp } from './slowWebp.js';

it('ends the decoding of a picture that takes too long', async () => {
  await expect(decodeImage(await slowWebp())).rejects.toMatchObject({
    name: 'ImageError',
    code: 'too-large',
    message: expect.stringMatching(/takes longer than 5 s/),
    retryable: false,
  });
});

it('ends the decoding when nobody waits for it any more, and frees its place', async () => {
  const controller = new AbortController();
  const reason = new Error('The deadline is over.');
  const slow = await slowWebp();
  const decoding = Array.from({ length: 6 }, () => decodeImage(slow, { signal: controller.signal }));
  const outcomes = Promise.allSettled(decoding);
  await expect.poll(() => imageWork.pending).toBeGreaterThan(0);
  controller.abort(reason);
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason });
  await imageWork.onIdle();
  expect(
    await decodeImage(
      await sharp(await photograph(96))
        .webp()
        .toBuffer(),
    ),
  ).toMatchObject({ width: 96 });
});

it.each(['webp', 'gif', 'avif'] as const)(
  'makes the same images of a %s as of its pixels',
  async (format) => {
    const original = await sharp(await photograph(200))
      .toFormat(format)
      .toBuffer();
    const { small } = await decodeImage(original);
    const expected = await sharp(original).resize(80, 80, { fit: 'cover' }).raw().toBuffer();
    expect(Buffer.from(small.data).equals(expected)).toBe(true);
    const image = await resizeImage(original, { width: 40, format: 'webp' });
    expect(await sharp(image).metadata()).toMatchObject({ format: 'webp', width: 40, height: 40 });
  },
);
