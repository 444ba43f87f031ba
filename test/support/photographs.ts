import sharp from 'sharp';

/**
 * A picture as noisy as a photograph is: smooth shapes under grain, so that it compresses like one. A flat colour would
 * flatter every encoder. `blur` is how soft it is: 1.5 is a good phone's portrait of some 45 kB, 4 a blurred one of 25 kB.
 */
export async function photograph(size = 640, seed = 1, blur = 1.5): Promise<Buffer> {
  const pixels = Buffer.alloc(size * size * 3);
  let state = seed * 2_654_435_761 + 1;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const grain = ((state >>> 16) % 25) - 12;
      const face =
        Math.hypot(x - size / 2, y - size * 0.45) < size * (0.28 + 0.02 * Math.sin(y / 9)) ? 70 : 0;
      const texture = 18 * Math.sin((x * seed) / 7 + Math.sin(y / 5) * 2) + 14 * Math.cos((y + x / 3) / 4);
      const at = (y * size + x) * 3;
      pixels[at] = clamp(90 + face + texture + grain + (60 * y) / size);
      pixels[at + 1] = clamp(70 + face * 0.8 + texture * 0.8 + grain + (50 * x) / size);
      pixels[at + 2] = clamp(110 + face * 0.5 + texture * 0.6 + grain);
    }
  }
  return sharp(pixels, { raw: { width: size, height: size, channels: 3 } })
    .blur(blur)
    .jpeg({ quality: 80 })
    .toBuffer();
}

const clamp = (value: number) => Math.max(0, Math.min(255, Math.round(value)));
