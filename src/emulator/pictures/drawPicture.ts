import { LRUCache } from 'lru-cache';
import type { PictureFile } from '../pictureUrls.js';
import { Canvas, DESIGN_SIZE } from './Canvas.js';
import { encodePng } from './encodePng.js';
import { drawPortrait } from './portrait/drawPortrait.js';
import { createLook } from './portrait/Look.js';
import { drawScene } from './scenes/drawScene.js';

/** A screen or two of them: some 20 kB each. */
const drawn = new LRUCache<string, Uint8Array<ArrayBuffer>>({ max: 200 });

/** The bytes of a picture, a PNG. The same file gives the same picture, on every machine. */
export function drawPicture(file: PictureFile, size = DESIGN_SIZE): Uint8Array<ArrayBuffer> {
  const key = `${file.person}/${file.version}/${file.kind}/${file.complexion}/${size}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const canvas = new Canvas(size);
  if (file.kind === 'group') drawScene(canvas, file);
  else drawPortrait(canvas, createLook(file));
  const bytes = encodePng(canvas.pixels, size);
  drawn.set(key, bytes);
  return bytes;
}
