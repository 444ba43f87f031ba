import type { Canvas } from '../Canvas.js';
import { hex } from '../color.js';
import { ellipse, join, mirror, path, rectangle, reverse, stroke } from '../path.js';
import type { Look } from './Look.js';

const FRAMES = [hex('#2b2530'), hex('#7a4a2e'), hex('#36506e'), hex('#b08d57')] as const;

export function drawGlasses(canvas: Canvas, { glasses, cloth, hair }: Look): void {
  if (glasses === 'none') return;
  const round = glasses === 'round';
  const lens = round ? ellipse(270, 304, 41) : rectangle(228, 270, 84, 66, 22);
  const inner = round ? ellipse(270, 304, 33) : rectangle(236, 278, 68, 50, 16);
  const frame = FRAMES[Math.round(cloth[0]) % FRAMES.length] ?? FRAMES[0];
  canvas.fill(join(inner, mirror(inner)), hex('#ffffff'), 0.16);
  const ring = join(lens, reverse(inner));
  canvas.fill(join(ring, mirror(ring)), frame);
  canvas.fill(stroke(path('M309 298 Q320 290 331 298'), 8), frame);
  if (hair === 'scarf') return;
  const temple = stroke(path('M230 298 L210 292'), 8);
  canvas.fill(join(temple, mirror(temple)), frame);
}
