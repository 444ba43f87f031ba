import type { Canvas } from '../Canvas.js';
import { darken, lighten } from '../color.js';
import { ellipse, join, mirror, path, reverse, stroke } from '../path.js';
import type { Look } from './Look.js';

function scarfColor({ accent }: Look) {
  return lighten(accent, 0.2);
}

export function drawScarfBehind(canvas: Canvas, look: Look): void {
  const shape = path(
    'M184 320 C170 170 236 96 320 96 C404 96 470 170 456 320 C456 400 470 440 500 500 L140 500 C170 440 184 400 184 320 Z',
  );
  canvas.fill(shape, darken(scarfColor(look), 0.18));
}

export function drawScarf(canvas: Canvas, look: Look): void {
  const color = scarfColor(look);
  const wrap = path(
    'M190 318 C176 176 240 100 320 100 C400 100 464 176 450 318 C450 380 440 420 424 446 C470 470 516 520 520 580 C440 640 200 640 120 580 C124 520 170 470 216 446 C200 420 190 380 190 318 Z',
  );
  const opening = ellipse(320, 296, 97, 126);
  canvas.fill(join(wrap, reverse(opening)), {
    from: lighten(color, 0.1),
    to: darken(color, 0.1),
    top: 100,
    bottom: 600,
  });
  const folds = join(
    stroke(path('M216 446 C270 486 360 486 424 446'), 6),
    stroke(path('M160 520 C240 580 380 566 470 490'), 6),
    stroke(path('M232 176 C262 150 300 140 344 146'), 5),
  );
  canvas.fill(folds, darken(color, 0.3), 0.45);
}

export function drawTurban(canvas: Canvas, look: Look): void {
  const { accent: color } = look;
  canvas.fill(
    path(
      'M200 252 C164 170 228 76 320 76 C412 76 476 170 440 252 C410 206 366 190 320 168 C274 190 230 206 200 252 Z',
    ),
    { from: lighten(color, 0.12), to: darken(color, 0.08), top: 80, bottom: 250 },
  );
  canvas.fill(
    path('M278 190 C300 180 310 174 320 168 C330 174 340 180 362 190 C340 196 300 196 278 190 Z'),
    darken(color, 0.3),
  );
  const folds = join(
    stroke(path('M206 226 C250 170 300 150 352 120'), 6),
    stroke(path('M196 190 C240 140 290 116 336 98'), 6),
    stroke(path('M434 226 C404 190 370 170 330 156'), 6),
    stroke(path('M444 186 C420 150 390 134 362 122'), 6),
  );
  canvas.fill(folds, darken(color, 0.28), 0.5);
}

export function drawBeanie(canvas: Canvas, look: Look): void {
  const { accent: color, hairColor } = look;
  const sides = path('M208 236 L206 300 L218 292 L222 236 Z');
  canvas.fill(join(sides, mirror(sides)), hairColor);
  canvas.fill(path('M204 232 C196 130 250 84 320 84 C390 84 444 130 436 232 Z'), {
    from: lighten(color, 0.12),
    to: color,
    top: 84,
    bottom: 230,
  });
  canvas.fill(
    path(
      'M192 220 Q192 200 212 198 C280 186 360 186 428 198 Q448 200 448 220 L448 236 Q448 256 428 254 C360 244 280 244 212 254 Q192 256 192 236 Z',
    ),
    darken(color, 0.16),
  );
}
