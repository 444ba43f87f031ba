import fc from 'fast-check';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { writePng } from '../../src/emulator/cdn/writePng.js';

const color = fc.integer({ min: 0, max: 0xffffff });

it('writes PNG files that another decoder reads back pixel for pixel', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(color, { minLength: 1, maxLength: 256 }),
      fc.integer({ min: 1, max: 24 }),
      fc.infiniteStream(fc.nat()),
      async (colors, size, numbers) => {
        const indices = Uint8Array.from({ length: size * size }, () => numbers.next().value % colors.length);
        // It checks the CRC of every chunk.
        const { width, height, data } = PNG.sync.read(Buffer.from(await writePng(size, colors, indices)));
        expect([width, height]).toEqual([size, size]);
        const pixels = Array.from(indices, (_, pixel) => data.readUIntBE(pixel * 4, 3));
        expect(pixels).toEqual(Array.from(indices, (index) => colors[index]));
      },
    ),
    { numRuns: 50 },
  );
});
