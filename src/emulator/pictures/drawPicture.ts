import type { PictureFile } from '../pictureUrls.js';
import { Canvas, DESIGN_SIZE } from './Canvas.js';
import { encodePng } from './encodePng.js';
import { drawPortrait } from './portrait/drawPortrait.js';
import { createLook } from './portrait/Look.js';
import { drawScene } from './scenes/drawScene.js';

/** A screen or two of them: some 20 kB each. The one that was not asked for the longest stands first. */
const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const MAX_DRAWN = 200;

/** The bytes of a picture, a PNG. The same file gives the same picture, on every machine. */
export function drawPicture(file: PictureFile, size = DESIGN_SIZE): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${file.person}/${file.version}/${file.kind}/${file.complexion}/${size}`;
  const bytes = drawn.get(key) ?? draw(file, size);
  drawn.delete(key);
  drawn.set(key, bytes);
  const [oldest] = drawn.keys();
  if (drawn.size > MAX_DRAWN && oldest !== undefined) drawn.delete(oldest);
  return bytes;
}

function draw(file: PictureFile, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new Canvas(size);
  if (file.kind === 'group') drawScene(canvas, file);
  else drawPortrait(canvas, createLook(file));
  return encodePng(canvas.pixels, size);
}
