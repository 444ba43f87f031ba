import type { Canvas, Mask } from '../Canvas.js';
import { darken, mix } from '../color.js';
import { ellipse, join, mirror, type Path, path, stroke } from '../path.js';
import type { Look } from './Look.js';

/** The outline of the face; a scarf leaves less of it. */
function headOutline({ jaw, hair }: Look): Path {
  if (hair === 'scarf') return ellipse(320, 296, 99, 128);
  const chin = 34 + jaw * 26;
  const cheek = 228 - jaw * 6;
  return path(
    `M214 268 C214 190 256 150 320 150 C384 150 426 190 426 268 C426 304 422 332 ${640 - cheek} 356 C${640 - cheek - 10} 392 ${320 + chin + 10} 428 320 428 C${320 - chin - 10} 428 ${cheek + 10} 392 ${cheek} 356 C218 332 214 304 214 268 Z`,
  );
}

export function drawNeck(canvas: Canvas, { skin, woman }: Look): void {
  const inset = woman ? 8 : 0;
  const neck = path(
    `M${266 + inset} 380 L${266 + inset} 452 C${264 + inset} 480 250 490 232 498 L214 640 L426 640 L408 498 C390 490 ${376 - inset} 480 ${374 - inset} 452 L${374 - inset} 380 Z`,
  );
  canvas.fill(neck, skin);
  canvas.fill(ellipse(320, 402, 92, 70), shadowOf(skin), 0.75, canvas.mask(neck));
}

/** Draws head and ears. Returns the head's area, for beard and hair. */
export function drawHead(canvas: Canvas, look: Look): Mask {
  const { skin, hair } = look;
  if (hair !== 'scarf') {
    const ear = ellipse(212, 306, 22, 31, -0.12);
    const shell = stroke(path('M218 288 C202 284 198 306 212 318'), 5);
    canvas.fill(join(ear, mirror(ear)), skin);
    canvas.fill(join(shell, mirror(shell)), shadowOf(skin), 0.7);
  }
  const outline = headOutline(look);
  const mask = canvas.mask(outline);
  canvas.fill(outline, skin);
  // The light comes from the upper left.
  canvas.fill(path('M426 150 C440 260 420 380 320 432 L450 440 L450 150 Z'), shadowOf(skin), 0.22, mask);
  return mask;
}

export function shadowOf(skin: Look['skin']): Look['skin'] {
  return mix(darken(skin, 0.14), [214, 92, 66], 0.22);
}
