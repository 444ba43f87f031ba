import { createRandom, hash } from '../../random.js';
import type { Canvas } from '../Canvas.js';
import type { Subject } from '../Subject.js';
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

/** The picture of a group: a place, a thing or an emblem. */
export function drawScene(canvas: Canvas, { seed, version }: Subject): void {
  const random = createRandom(hash(`${seed}/${version}`, 5));
  random.pick(SCENES)(canvas, random);
}
