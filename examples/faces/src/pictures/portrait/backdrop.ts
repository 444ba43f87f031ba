import type { Canvas } from '../Canvas.js';
import { darken, lighten } from '../color.js';
import { ellipse, path, rectangle } from '../path.js';
import type { Look } from './Look.js';

/** A calm wall, sometimes with one large shape on it. */
export function drawBackdrop(canvas: Canvas, { backdrop, scenery }: Look): void {
  const paint = { from: lighten(backdrop, 0.22), to: darken(backdrop, 0.05), top: 0, bottom: 640 };
  canvas.fill(rectangle(0, 0, 640, 640), paint);
  const pale = lighten(backdrop, 0.55);
  const shade = darken(backdrop, 0.12);
  switch (scenery) {
    case 'disc':
      canvas.fill(ellipse(320, 300, 252), pale, 0.6);
      break;
    case 'arch':
      canvas.fill(
        path('M92 640 L92 300 C92 158 194 62 320 62 C446 62 548 158 548 300 L548 640 Z'),
        pale,
        0.6,
      );
      break;
    case 'hills':
      canvas.fill(ellipse(508, 132, 66), pale, 0.85);
      canvas.fill(
        path('M0 430 C110 330 190 330 300 420 C420 320 540 340 640 440 L640 640 L0 640 Z'),
        shade,
        0.55,
      );
      canvas.fill(
        path('M0 510 C140 440 260 470 360 520 C470 460 560 460 640 510 L640 640 L0 640 Z'),
        shade,
        0.6,
      );
      break;
    case 'light':
      canvas.fill(path('M0 150 L250 0 L430 0 L0 262 Z'), pale, 0.4);
      canvas.fill(path('M0 310 L510 0 L560 0 L0 342 Z'), pale, 0.4);
      break;
    default:
  }
}
