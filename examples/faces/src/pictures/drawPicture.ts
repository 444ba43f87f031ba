import { Canvas, DESIGN_SIZE } from './Canvas.js';
import { encodePng } from './encodePng.js';
import { drawPortrait } from './portrait/drawPortrait.js';
import { createLook } from './portrait/Look.js';
import type { Subject } from './Subject.js';
import { drawScene } from './scenes/drawScene.js';

/** Draws a picture as a PNG. The same subject gives the same picture on every machine. */
export function drawPicture(subject: Subject, size = DESIGN_SIZE): Uint8Array<ArrayBuffer> {
  const canvas = new Canvas(size);
  if (subject.kind === 'group') drawScene(canvas, subject);
  else drawPortrait(canvas, createLook(subject));
  return encodePng(canvas.pixels, size);
}
