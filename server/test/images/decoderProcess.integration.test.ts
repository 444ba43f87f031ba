import sharp from 'sharp';
import { expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { decodeImage } from '../../src/images/decodeImage.js';
import { processWork } from '../../src/images/imageWork.js';
import { resizeImage } from '../../src/images/resizeImage.js';
import { slowWebp } from './slowWebp.js';

it('ends the decoding of a picture that takes too long', async () => {
  await expect(decodeImage(await slowWebp())).rejects.toMatchObject({
    name: 'ImageError',
    code: 'too-large',
    message: expect.stringMatching(/takes more than 5 s of CPU time/),
    retryable: false,
  });
});

it('ends the decoding when its request is aborted, and frees its place', async () => {
  const controller = new AbortController();
  const reason = new Error('The deadline is over.');
  const slow = await slowWebp();
  const decoding = Array.from({ length: 6 }, () => decodeImage(slow, { signal: controller.signal }));
  const outcomes = Promise.allSettled(decoding);
  await expect.poll(() => processWork.pending).toBeGreaterThan(0);
  controller.abort(reason);
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason });
  await processWork.onIdle();
  expect(
    await decodeImage(
      await sharp(await photograph(96))
        .webp()
        .toBuffer(),
    ),
  ).toMatchObject({ width: 96 });
});

it('decodes an ordinary picture while slow ones wait for a process', async () => {
  const controller = new AbortController();
  const slow = await slowWebp();
  const decoding = Array.from({ length: 6 }, () => decodeImage(slow, { signal: controller.signal }));
  const outcomes = Promise.allSettled(decoding);
  await expect.poll(() => processWork.pending).toBeGreaterThan(0);
  const ordinary = await photograph(96);
  const { small } = await decodeImage(ordinary);
  expect(small.side).toBe(80);
  expect(await sharp(await resizeImage(ordinary, { width: 40, format: 'webp' })).metadata()).toMatchObject({
    width: 40,
  });
  expect(processWork.size).toBeGreaterThan(0);
  controller.abort(new Error('Enough.'));
  await outcomes;
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
