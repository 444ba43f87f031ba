import type { Canvas } from '../Canvas.js';
import { darken, lighten } from '../color.js';
import { ellipse, join, mirror, type Path, path, reverse, stroke } from '../path.js';
import type { HairStyle, Look } from './Look.js';

interface Style {
  /** Behind the head and the shoulders. */
  behind?: Path;
  /** Before the face. */
  front?: Path;
  /** Thin lines that show how it falls. */
  strands?: Path;
}

const both = (side: Path) => join(side, mirror(side));

/** A row of curls along a line. */
function curls(points: readonly (readonly [x: number, y: number, radius: number])[]): Path {
  return join(...points.map(([x, y, radius]) => ellipse(x, y, radius)));
}

const CAP = 'M204 296 C190 190 242 116 320 116 C398 116 450 190 436 296';

const STYLES: Partial<Record<HairStyle, () => Style>> = {
  long: () => ({
    behind: path(
      'M194 300 C176 172 236 100 320 100 C404 100 464 172 446 300 C452 400 448 470 470 560 C420 590 220 590 170 560 C192 470 188 400 194 300 Z',
    ),
    front: both(
      path(
        'M322 108 C250 106 194 160 196 262 C196 330 202 372 196 430 C206 430 214 392 218 356 C222 282 250 216 322 168 Z',
      ),
    ),
    strands: both(stroke(path('M300 130 C254 146 220 190 214 250'), 4)),
  }),
  waves: () => ({
    behind: path(
      'M196 290 C170 180 230 96 320 96 C420 96 474 180 444 290 C482 330 440 370 470 410 C500 460 460 500 470 548 C420 580 220 580 170 548 C180 500 140 460 170 410 C200 370 158 330 196 290 Z',
    ),
    front: path(
      'M386 118 C310 84 196 120 194 262 C194 300 186 330 200 352 C214 336 216 300 222 270 C286 262 350 232 378 186 C392 216 418 250 424 300 C428 330 432 342 440 352 C452 330 446 296 446 262 C446 190 430 140 386 118 Z',
    ),
    strands: stroke(path('M366 132 C330 180 270 214 216 232'), 4),
  }),
  bob: () => ({
    behind: path(
      'M188 300 C172 166 236 98 320 98 C404 98 468 166 452 300 C456 360 462 402 452 446 C420 466 220 466 188 446 C178 402 184 360 188 300 Z',
    ),
    front: path(
      'M200 330 C180 186 240 102 320 102 C400 102 460 186 440 330 C432 350 424 346 422 322 C424 290 418 262 410 244 C352 256 288 256 230 244 C222 262 216 290 218 322 C216 346 208 350 200 330 Z',
    ),
    strands: join(
      stroke(path('M282 150 C276 180 270 210 268 240'), 4),
      stroke(path('M346 150 C354 180 360 210 362 240'), 4),
    ),
  }),
  lob: () => ({
    behind: path(
      'M192 300 C176 170 236 100 320 100 C404 100 464 170 448 300 C452 380 462 430 476 474 C440 500 420 480 400 470 L240 470 C220 480 200 500 164 474 C178 430 188 380 192 300 Z',
    ),
    front: path(
      'M262 122 C214 146 188 200 198 312 C202 340 212 350 218 336 C218 300 226 268 240 244 C256 226 268 206 272 186 C310 226 372 240 412 250 C420 276 420 306 422 336 C428 350 438 340 442 312 C452 196 420 100 320 102 C296 102 276 110 262 122 Z',
    ),
    strands: stroke(path('M288 142 C310 184 360 210 412 222'), 4),
  }),
  bun: () => ({
    behind: join(ellipse(320, 92, 58, 54)),
    front: path(`${CAP} L424 292 C422 236 384 196 320 190 C256 196 218 236 216 292 Z`),
    strands: join(
      stroke(path('M282 84 C300 104 340 104 358 84'), 4),
      both(stroke(path('M312 132 C270 146 238 180 222 226'), 4)),
    ),
  }),
  tail: () => ({
    behind: path(
      'M392 124 C470 96 524 170 506 262 C496 330 520 380 486 452 C462 440 452 380 452 320 C452 250 440 190 392 160 Z',
    ),
    front: path(
      `${CAP} L424 290 C420 240 396 214 372 196 C320 214 250 216 228 236 C220 252 216 272 216 292 Z`,
    ),
    strands: join(
      stroke(path('M404 150 C370 190 300 200 232 218'), 4),
      stroke(path('M486 190 C492 260 474 330 484 400'), 4),
    ),
  }),
  curls: () => ({
    behind: curls([
      [320, 120, 92],
      [240, 150, 82],
      [400, 150, 82],
      [190, 220, 76],
      [450, 220, 76],
      [172, 300, 70],
      [468, 300, 70],
      [184, 378, 64],
      [456, 378, 64],
      [214, 436, 52],
      [426, 436, 52],
      [320, 250, 150],
    ]),
    front: curls([
      [236, 204, 36],
      [272, 176, 40],
      [320, 166, 40],
      [368, 176, 40],
      [404, 204, 36],
      [216, 246, 26],
      [424, 246, 26],
    ]),
    strands: join(
      stroke(path('M252 128 C232 150 240 172 262 168'), 4),
      stroke(path('M380 118 C404 134 404 158 382 160'), 4),
      stroke(path('M170 268 C152 286 160 312 180 308'), 4),
      stroke(path('M470 268 C488 286 480 312 460 308'), 4),
    ),
  }),
  pixie: () => ({
    front: path(
      'M200 316 C184 180 244 104 326 104 C414 104 458 184 438 310 C432 324 424 318 424 296 C424 268 418 246 408 232 C396 210 380 196 366 184 C330 226 280 248 232 250 C222 268 218 288 216 308 C212 324 204 326 200 316 Z',
    ),
    strands: join(
      stroke(path('M350 130 C324 180 276 214 226 224'), 4),
      stroke(path('M388 140 C384 160 376 176 368 188'), 4),
    ),
  }),
  braids: () => ({
    behind: path('M196 300 C180 172 240 104 320 104 C400 104 460 172 444 300 L440 420 L200 420 Z'),
    front: join(
      both(path('M322 112 C250 110 196 164 198 262 C200 300 202 330 206 352 C216 290 248 220 322 172 Z')),
      both(
        curls([
          [196, 370, 27],
          [192, 410, 28],
          [188, 452, 28],
          [184, 494, 27],
          [182, 534, 24],
          [182, 566, 17],
        ]),
      ),
    ),
    strands: both(
      join(
        stroke(path('M180 392 Q194 400 208 390'), 4),
        stroke(path('M176 432 Q190 442 206 432'), 4),
        stroke(path('M172 474 Q186 484 202 474'), 4),
        stroke(path('M170 514 Q184 522 196 514'), 4),
      ),
    ),
  }),
  crop: () => ({
    front: path(
      'M208 290 C196 190 244 124 320 124 C396 124 444 190 432 290 L422 288 C422 250 412 226 396 210 C352 196 288 196 244 210 C228 226 218 250 218 288 Z',
    ),
    strands: join(
      stroke(path('M270 156 L264 184'), 4),
      stroke(path('M320 148 L320 178'), 4),
      stroke(path('M370 156 L376 184'), 4),
    ),
  }),
  parted: () => ({
    front: path(
      'M206 294 C190 200 226 110 330 108 C424 108 450 196 434 294 L424 292 C424 262 418 240 406 220 C360 224 296 214 268 184 C256 214 232 234 220 262 C217 272 216 282 216 294 Z',
    ),
    strands: join(
      stroke(path('M276 174 C300 190 350 202 398 200'), 4),
      stroke(path('M296 140 C330 156 376 164 412 176'), 4),
    ),
  }),
  quiff: () => ({
    front: path(
      'M208 290 C196 226 206 178 232 160 C234 108 296 82 362 92 C430 98 462 150 436 214 C442 244 438 266 432 290 L424 290 C424 256 418 236 402 212 C376 196 330 208 284 196 C258 204 226 230 216 290 Z',
    ),
    strands: join(
      stroke(path('M262 176 C268 136 310 118 360 124'), 4),
      stroke(path('M318 182 C324 156 366 144 406 160'), 4),
    ),
  }),
  curly: () => ({
    behind: curls([
      [222, 200, 44],
      [418, 200, 44],
      [212, 250, 30],
      [428, 250, 30],
    ]),
    front: curls([
      [232, 196, 38],
      [262, 158, 42],
      [306, 134, 44],
      [352, 138, 44],
      [392, 164, 40],
      [412, 202, 34],
      [282, 190, 34],
      [326, 184, 36],
      [370, 192, 32],
      [218, 240, 20],
      [424, 240, 20],
    ]),
    strands: join(
      stroke(path('M262 150 C248 166 258 184 274 178'), 4),
      stroke(path('M330 128 C352 136 350 158 332 158'), 4),
      stroke(path('M388 160 C406 172 400 190 384 188'), 4),
    ),
  }),
  buzz: () => ({
    front: path(
      'M212 280 C204 196 250 140 320 140 C390 140 436 196 428 280 L424 276 C422 240 408 212 390 200 C350 190 290 190 250 200 C232 212 218 240 216 276 Z',
    ),
  }),
  shaggy: () => ({
    behind: path(
      'M196 300 C178 170 238 100 320 100 C402 100 462 170 444 300 C450 350 452 396 436 424 C410 440 230 440 204 424 C188 396 190 350 196 300 Z',
    ),
    front: both(
      path(
        'M324 104 C250 102 192 156 194 262 C194 310 194 340 204 376 C214 350 214 320 218 292 C230 240 270 214 324 162 Z',
      ),
    ),
    strands: both(stroke(path('M302 126 C256 146 222 190 212 250'), 4)),
  }),
  topknot: () => ({
    behind: ellipse(320, 98, 42, 40),
    front: path(
      'M208 288 C196 190 244 124 320 124 C396 124 444 190 432 288 L424 284 C422 240 392 200 320 192 C248 200 218 240 216 284 Z',
    ),
    strands: both(stroke(path('M312 136 C274 150 242 180 226 222'), 4)),
  }),
};

export function drawHairBehind(canvas: Canvas, look: Look): void {
  const { hair, hairColor } = look;
  if (hair === 'scarf') {
    canvas.fill(
      path(
        'M184 320 C170 170 236 96 320 96 C404 96 470 170 456 320 C456 400 470 440 500 500 L140 500 C170 440 184 400 184 320 Z',
      ),
      darken(scarfColor(look), 0.18),
    );
    return;
  }
  const behind = STYLES[hair]?.().behind;
  if (behind) canvas.fill(behind, { from: hairColor, to: darken(hairColor, 0.35), top: 120, bottom: 540 });
}

export function drawHairInFront(canvas: Canvas, look: Look): void {
  const { hair, hairColor } = look;
  if (hair === 'scarf') drawScarf(canvas, look);
  else if (hair === 'turban') drawTurban(canvas, look);
  else if (hair === 'beanie') drawBeanie(canvas, look);
  else {
    const style = STYLES[hair]?.();
    if (style?.front)
      canvas.fill(style.front, { from: lighten(hairColor, 0.08), to: hairColor, top: 110, bottom: 330 });
    if (style?.strands) canvas.fill(style.strands, lighten(hairColor, 0.26), 0.5);
  }
  if (look.earrings) {
    const ring = ellipse(208, 346, 8);
    canvas.fill(join(ring, mirror(ring)), [244, 196, 84]);
  }
}

function scarfColor({ accent }: Look) {
  return lighten(accent, 0.2);
}

function drawScarf(canvas: Canvas, look: Look): void {
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

function drawTurban(canvas: Canvas, look: Look): void {
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

function drawBeanie(canvas: Canvas, look: Look): void {
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
