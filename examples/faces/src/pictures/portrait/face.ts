import type { Canvas } from '../Canvas.js';
import { type Color, darken, hex, lightness, mix } from '../color.js';
import { ellipse, join, mirror, path, stroke } from '../path.js';
import { shadowOf } from './head.js';
import type { Look } from './Look.js';

const INK = hex('#21151d');
const WHITE = hex('#ffffff');

export function drawFace(canvas: Canvas, look: Look): void {
  drawEyes(canvas, look);
  drawBrows(canvas, look);
  drawNose(canvas, look);
  drawMouth(canvas, look);
}

/** Drawn before the beard, which grows over them. */
export function drawCheeks(canvas: Canvas, { skin, freckles }: Look): void {
  const blush = mix(skin, [236, 84, 84], lightness(skin) > 150 ? 0.42 : 0.3);
  const cheek = ellipse(252, 350, 25, 17);
  canvas.fill(join(cheek, mirror(cheek)), blush, 0.6);
  if (!freckles) return;
  const spots = join(
    ellipse(240, 338, 3),
    ellipse(254, 332, 3),
    ellipse(266, 341, 3),
    ellipse(251, 346, 2.6),
  );
  canvas.fill(join(spots, mirror(spots)), shadowOf(skin), 0.9);
}

function drawEyes(canvas: Canvas, { eyes, lashes }: Look): void {
  if (eyes === 'smiling') {
    const arc = stroke(path('M260 306 Q276 287 292 306'), 9);
    canvas.fill(join(arc, mirror(arc)), INK);
    return;
  }
  const eye = ellipse(276, 302, 12, 15);
  canvas.fill(join(eye, mirror(eye)), INK);
  canvas.fill(join(ellipse(280, 296, 4.4), ellipse(368, 296, 4.4)), WHITE);
  if (!lashes) return;
  const lash = join(
    stroke(path('M266 294 Q256 293 250 285'), 5.5),
    stroke(path('M262 302 Q254 302 247 298'), 4.5),
  );
  canvas.fill(join(lash, mirror(lash)), INK);
}

function drawBrows(canvas: Canvas, { brows, hairColor, hair, skin, woman }: Look): void {
  const base = hair === 'scarf' || hair === 'turban' || hair === 'beanie' ? INK : hairColor;
  const color = lightness(base) > lightness(skin) - 20 ? darken(skin, 0.45) : darken(base, 0.1);
  const lines = {
    soft: 'M252 272 Q272 256 298 268',
    straight: 'M252 268 Q276 262 298 266',
    raised: 'M252 266 Q274 246 298 262',
  };
  const brow = stroke(path(lines[brows]), woman ? 7.5 : 11);
  canvas.fill(join(brow, mirror(brow)), color, 0.92);
}

function drawNose(canvas: Canvas, { nose, skin }: Look): void {
  const shade = shadowOf(skin);
  if (nose === 'line') canvas.fill(stroke(path('M322 312 Q336 340 314 344'), 6.5), shade);
  else if (nose === 'round') canvas.fill(stroke(path('M305 338 Q320 352 335 338'), 7), shade);
  else
    canvas.fill(
      path('M320 300 C328 318 342 334 336 343 C328 350 312 350 304 343 C310 342 316 330 320 300 Z'),
      shade,
      0.6,
    );
}

function drawMouth(canvas: Canvas, { mouth, skin, woman }: Look): void {
  const lips: Color = mix(skin, woman ? [196, 44, 74] : [150, 52, 52], woman ? 0.62 : 0.55);
  const dark = hex('#6d1f2c');
  if (mouth === 'smile') canvas.fill(stroke(path('M288 376 Q320 402 352 376'), 8.5), lips);
  else if (mouth === 'calm') canvas.fill(stroke(path('M296 382 Q320 393 344 382'), 8.5), lips);
  else {
    const open = path(
      mouth === 'grin'
        ? 'M280 371 C304 377 336 377 360 371 C356 396 340 406 320 406 C300 406 284 396 280 371 Z'
        : 'M278 368 C304 373 336 373 362 368 C360 400 344 416 320 416 C296 416 280 400 278 368 Z',
    );
    const within = canvas.mask(open);
    canvas.fill(open, mouth === 'grin' ? WHITE : dark);
    if (mouth === 'laugh') {
      canvas.fill(path('M270 360 L370 360 L366 383 C336 389 304 389 274 383 Z'), WHITE, 1, within);
      canvas.fill(ellipse(320, 420, 30, 20), hex('#e2636d'), 1, within);
    }
    canvas.fill(
      stroke([...open.map((line) => [...line, ...line.slice(0, 2)])], mouth === 'grin' ? 5.5 : 4),
      lips,
    );
  }
}
