import { PNG } from 'pngjs';

/** Twice as wide as high, and of one colour: a square of which a part is not covered has another. */
export function widePicture(): Buffer {
  const png = new PNG({ width: 160, height: 80 });
  for (let index = 0; index < png.data.length; index += 4) png.data.set([0, 153, 255, 255], index);
  return PNG.sync.write(png);
}
