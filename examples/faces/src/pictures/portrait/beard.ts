import type { Canvas, Mask } from '../Canvas.js';
import { lighten } from '../color.js';
import { join, mirror, path } from '../path.js';
import type { Look } from './Look.js';

const JAW =
  'M206 300 C220 318 232 336 250 346 C276 338 296 350 320 350 C344 350 364 338 390 346 C408 336 420 318 434 300 L436 360 C424 420 380 452 320 452 C260 452 216 420 204 360 Z';
const MOUSTACHE =
  'M320 350 C298 342 272 354 262 378 C284 376 304 370 320 364 C336 370 356 376 378 378 C368 354 342 342 320 350 Z';

export function drawBeard(canvas: Canvas, { beard, hairColor }: Look, head: Mask): void {
  const color = lighten(hairColor, 0.06);
  switch (beard) {
    case 'stubble':
      canvas.fill(path(JAW), color, 0.24, head);
      break;
    case 'full': {
      const side = path(
        'M213 286 C214 330 216 372 232 400 C254 446 290 458 320 458 L320 350 C296 350 276 338 252 348 C236 338 228 316 222 286 Z',
      );
      canvas.fill(join(side, mirror(side)), color);
      break;
    }
    case 'goatee':
      canvas.fill(path(MOUSTACHE), color);
      canvas.fill(
        path(
          'M262 376 C262 420 288 446 320 446 C352 446 378 420 378 376 C366 372 356 376 352 392 C336 408 304 408 288 392 C284 376 274 372 262 376 Z',
        ),
        color,
      );
      break;
    case 'moustache':
      canvas.fill(path(MOUSTACHE), color);
      break;
    default:
  }
}
