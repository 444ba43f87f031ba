import { createRandom, hash } from '../../hash.js';
import type { PictureFile } from '../../pictureUrls.js';
import type { Canvas } from '../Canvas.js';
import { drawCity, drawMountains, drawSea } from './landscapes.js';
import { drawBall, drawBalloons, drawCrest, drawCup, drawPlant, drawTiles } from './things.js';

const SCENES = [
  drawMountains,
  drawSea,
  drawCity,
  drawPlant,
  drawCup,
  drawBalloons,
  drawBall,
  drawCrest,
  drawTiles,
] as const;

/** What groups put up: a place, a thing, a mark of their own. */
export function drawScene(canvas: Canvas, { person, version }: PictureFile): void {
  const random = createRandom(hash(`${person}/${version}`, 5));
  random.pick(SCENES)(canvas, random);
}
