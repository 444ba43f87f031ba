import type { Canvas, Mask } from '../Canvas.js';
import { darken, hex, lighten, lightness } from '../color.js';
import { ellipse, join, map, mirror, type Path, path, rectangle, stroke } from '../path.js';
import type { Look } from './Look.js';

const COLLARS: Record<Look['garment'], string> = {
  tee: 'C262 530 290 546 320 546 C350 546 378 530 396 492',
  stripes: 'C262 530 290 546 320 546 C350 546 378 530 396 492',
  'v-neck': 'C258 520 300 566 320 592 C340 566 382 520 396 492',
  shirt: 'C262 520 300 552 320 580 C340 552 378 520 396 492',
  hoodie: 'C256 530 286 552 320 552 C354 552 384 530 396 492',
  blazer: 'C256 530 290 620 320 640 C350 620 384 530 396 492',
  turtleneck: 'C262 500 290 500 320 500 C350 500 378 500 396 492',
};

export function drawClothes(canvas: Canvas, look: Look): void {
  const { garment, cloth, accent, woman } = look;
  const body = widen(
    path(`M84 640 C90 566 146 516 244 492 ${COLLARS[garment]} C494 516 550 566 556 640 Z`),
    woman ? 0.93 : 1.04,
  );
  const mask = canvas.mask(body);
  const paint = { from: lighten(cloth, 0.06), to: darken(cloth, 0.14), top: 490, bottom: 640 };
  if (garment === 'blazer')
    canvas.fill(
      path('M236 500 C262 524 290 540 320 540 C350 540 378 524 404 500 L404 640 L236 640 Z'),
      lighten(accent, 0.35),
    );
  if (garment === 'hoodie')
    canvas.fill(
      path(
        'M222 470 C250 440 390 440 418 470 C440 500 420 540 400 556 C360 520 280 520 240 556 C220 540 200 500 222 470 Z',
      ),
      darken(cloth, 0.28),
    );
  if (garment === 'hoodie') redrawThroat(canvas, look);
  canvas.fill(body, paint);
  drawDetails(canvas, look, mask);
  // The sleeves.
  const seam = stroke(path('M150 640 C152 610 158 590 168 574'), 6);
  canvas.fill(join(seam, mirror(seam)), darken(cloth, 0.3), 0.5, mask);
}

function drawDetails(canvas: Canvas, { garment, cloth, accent }: Look, mask: Mask): void {
  const dark = darken(cloth, 0.3);
  const light = lightness(cloth) > 200 ? darken(cloth, 0.1) : lighten(cloth, 0.2);
  switch (garment) {
    case 'tee':
      canvas.fill(
        stroke(path('M250 496 C266 532 292 546 320 546 C348 546 374 532 390 496'), 12),
        dark,
        0.55,
        mask,
      );
      break;
    case 'stripes':
      for (const y of [536, 568, 600]) {
        canvas.fill(
          stroke(path(`M60 ${y + 22} Q320 ${y - 14} 580 ${y + 22}`), 16),
          lightness(cloth) > 150 ? accent : hex('#f6f1e7'),
          0.9,
          mask,
        );
      }
      break;
    case 'v-neck':
      canvas.fill(
        stroke(path('M246 494 C260 522 300 566 320 592 C340 566 380 522 394 494'), 11),
        light,
        0.9,
        mask,
      );
      break;
    case 'shirt': {
      const collar = path('M246 486 C256 512 296 548 318 576 L272 602 C250 572 234 536 232 498 Z');
      canvas.fill(join(collar, mirror(collar)), light);
      canvas.fill(stroke(path('M320 586 L320 640'), 4), dark, 0.6);
      canvas.fill(join(ellipse(330, 606, 4.5), ellipse(330, 632, 4.5)), dark, 0.8);
      break;
    }
    case 'hoodie': {
      const string = stroke(path('M288 552 C286 580 288 596 284 616'), 7);
      canvas.fill(join(string, mirror(string)), lighten(cloth, 0.6));
      break;
    }
    case 'blazer': {
      const lapel = path(
        'M240 492 C250 540 284 600 318 640 L262 640 C232 606 214 574 208 548 L228 540 L212 516 Z',
      );
      canvas.fill(join(lapel, mirror(lapel)), light, 1, mask);
      break;
    }
    case 'turtleneck':
      canvas.fill(rectangle(254, 430, 132, 84, 26), cloth);
      canvas.fill(stroke(path('M262 474 Q320 490 378 474'), 5), dark, 0.55);
      break;
  }
}

/** The hood lies behind the throat. */
function redrawThroat(canvas: Canvas, { skin }: Look): void {
  canvas.fill(
    path('M274 440 L366 440 L366 470 C372 500 390 520 392 560 L248 560 C250 520 268 500 274 470 Z'),
    skin,
  );
  canvas.fill(path('M274 440 L366 440 L366 462 Q320 492 274 462 Z'), darken(skin, 0.18), 0.8);
}

function widen(shape: Path, share: number): Path {
  return map(shape, (x, y) => [
    320 + (x - 320) * (1 + (share - 1) * Math.min(1, Math.max(0, (y - 492) / 80))),
    y,
  ]);
}
