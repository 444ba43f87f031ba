import type { Canvas } from '../Canvas.js';
import { drawBackdrop } from './backdrop.js';
import { drawBeard } from './beard.js';
import { drawClothes } from './clothes.js';
import { drawCheeks, drawFace } from './face.js';
import { drawGlasses } from './glasses.js';
import { drawHairBehind, drawHairInFront } from './hair.js';
import { drawHead, drawNeck } from './head.js';
import type { Look } from './Look.js';

/** A person from the shoulders up, from the wall behind to the glasses in front. */
export function drawPortrait(canvas: Canvas, look: Look): void {
  drawBackdrop(canvas, look);
  // Close enough for a face of 40 px to be a face.
  canvas.zoom(1.2, 320, 372);
  drawHairBehind(canvas, look);
  drawNeck(canvas, look);
  drawClothes(canvas, look);
  const head = drawHead(canvas, look);
  drawCheeks(canvas, look);
  drawBeard(canvas, look, head);
  drawFace(canvas, look);
  drawHairInFront(canvas, look);
  drawGlasses(canvas, look);
}
