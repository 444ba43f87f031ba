import { encode } from 'fast-png';
import type { PictureFile } from '../pictureUrls.js';

export function drawPicture(file: PictureFile, size = 640): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(size * size * 3);
  for (let i = 0; i < data.length; i += 3) {
    data[i] = file.person & 255;
    data[i + 1] = (file.person >>> 8) & 255;
    data[i + 2] = (file.person >>> 16) & 255;
  }
  return encode({ width: size, height: size, data, channels: 3 }) as Uint8Array<ArrayBuffer>;
}
