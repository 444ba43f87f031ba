import type { Canvas } from '../Canvas.js';
import { darken, lighten } from '../color.js';
import { ellipse, join, mirror } from '../path.js';
import { hairStyles } from './hairStyles.js';
import { drawBeanie, drawScarf, drawScarfBehind, drawTurban } from './headwear.js';
import type { Look } from './Look.js';

export function drawHairBehind(canvas: Canvas, look: Look): void {
  const { hair, hairColor } = look;
  if (hair === 'scarf') drawScarfBehind(canvas, look);
  const behind = hairStyles[hair]?.().behind;
  if (behind) canvas.fill(behind, { from: hairColor, to: darken(hairColor, 0.35), top: 120, bottom: 540 });
}

export function drawHairInFront(canvas: Canvas, look: Look): void {
  const { hair, hairColor } = look;
  if (hair === 'scarf') drawScarf(canvas, look);
  else if (hair === 'turban') drawTurban(canvas, look);
  else if (hair === 'beanie') drawBeanie(canvas, look);
  else {
    const style = hairStyles[hair]?.();
    if (style?.front)
      canvas.fill(style.front, { from: lighten(hairColor, 0.08), to: hairColor, top: 110, bottom: 330 });
    if (style?.strands) canvas.fill(style.strands, lighten(hairColor, 0.26), 0.5);
  }
  if (look.earrings) {
    const ring = ellipse(208, 346, 8);
    canvas.fill(join(ring, mirror(ring)), [244, 196, 84]);
  }
}
