import type { Random } from '../../random.js';
import type { Canvas } from '../Canvas.js';
import { type Color, darken, hex, lighten } from '../color.js';
import { ellipse, map, path, rectangle, stroke } from '../path.js';

const WALLS = [
  '#ffd8c4',
  '#cfe6ff',
  '#d3f0dc',
  '#e3dbff',
  '#ffe3a3',
  '#ffd3e0',
  '#c6ecee',
  '#2f4b7c',
  '#3f7a6d',
] as const;
const BRIGHTS = ['#f2695c', '#f6b73c', '#3f8fd9', '#43a884', '#8a63d2', '#ee7fa8'] as const;

function paintWall(canvas: Canvas, random: Random): Color {
  const wall = hex(random.pick(WALLS));
  canvas.fill(rectangle(0, 0, 640, 640), {
    from: lighten(wall, 0.2),
    to: darken(wall, 0.06),
    top: 0,
    bottom: 640,
  });
  canvas.fill(ellipse(320, 316, 236), lighten(wall, 0.5), 0.5);
  return wall;
}

export function drawPlant(canvas: Canvas, random: Random): void {
  paintWall(canvas, random);
  const leaf = hex(random.pick(['#3f8f6b', '#5b9e58', '#2f7f73'] as const));
  const pot = hex(random.pick(BRIGHTS));
  for (const [angle, length, tone] of [
    [-1.05, 210, 0.2],
    [1.05, 210, 0.2],
    [-0.55, 275, 0.05],
    [0.55, 275, 0.05],
    [0, 310, 0],
  ] as const) {
    const turn = (x: number, y: number): [number, number] => [
      320 + x * Math.cos(angle) - y * Math.sin(angle),
      440 + x * Math.sin(angle) + y * Math.cos(angle),
    ];
    const blade = path(
      `M0 0 C-62 ${-length * 0.35} -48 ${-length * 0.8} 0 ${-length} C48 ${-length * 0.8} 62 ${-length * 0.35} 0 0 Z`,
    );
    canvas.fill(map(blade, turn), darken(leaf, tone));
    canvas.fill(stroke(map(path(`M0 0 L0 ${-length * 0.86}`), turn), 5), lighten(leaf, 0.3), 0.6);
  }
  canvas.fill(path('M206 424 L434 424 L404 566 Q400 584 380 584 L260 584 Q240 584 236 566 Z'), {
    from: lighten(pot, 0.1),
    to: darken(pot, 0.15),
    top: 424,
    bottom: 584,
  });
  canvas.fill(rectangle(190, 404, 260, 48, 16), lighten(pot, 0.16));
}

export function drawCup(canvas: Canvas, random: Random): void {
  paintWall(canvas, random);
  const cup = hex(random.pick(BRIGHTS));
  canvas.fill(ellipse(310, 540, 220, 30), darken(cup, 0.5), 0.25);
  canvas.fill(stroke(path('M434 330 C540 320 540 460 420 466'), 34), darken(cup, 0.1));
  canvas.fill(
    path('M166 272 L454 272 L432 470 C426 520 396 540 356 540 L264 540 C224 540 194 520 188 470 Z'),
    { from: lighten(cup, 0.12), to: darken(cup, 0.14), top: 272, bottom: 540 },
  );
  canvas.fill(ellipse(310, 272, 144, 34), lighten(cup, 0.4));
  canvas.fill(ellipse(310, 276, 124, 25), hex('#5c3a2c'));
  const heart = path(
    'M310 452 C250 410 236 380 258 356 C278 336 304 346 310 368 C316 346 342 336 362 356 C384 380 370 410 310 452 Z',
  );
  canvas.fill(heart, hex('#fff6ec'), 0.92);
  for (const x of [254, 312, 370]) {
    canvas.fill(stroke(path(`M${x} 214 C${x - 30} 186 ${x + 30} 160 ${x} 126`), 13), hex('#ffffff'), 0.75);
  }
}

export function drawBalloons(canvas: Canvas, random: Random): void {
  paintWall(canvas, random);
  for (let count = 0; count < 26; count += 1) {
    const piece = ellipse(random.between(20, 620), random.between(20, 620), random.between(5, 9));
    canvas.fill(piece, hex(random.pick(BRIGHTS)), 0.8);
  }
  const places = [
    [208, 250, 92],
    [432, 240, 92],
    [320, 190, 108],
  ] as const;
  const first = Math.floor(random.next() * BRIGHTS.length);
  for (const [index, [x, y, radius]] of places.entries()) {
    const color = hex(BRIGHTS[(first + index * 2) % BRIGHTS.length] ?? BRIGHTS[0]);
    canvas.fill(stroke(path(`M${x} ${y + radius} C${x} 440 330 470 320 600`), 4.5), darken(color, 0.4), 0.7);
    canvas.fill(
      path(`M${x} ${y + radius * 1.1} L${x + 16} ${y + radius * 1.32} L${x - 16} ${y + radius * 1.32} Z`),
      darken(color, 0.14),
    );
    canvas.fill(ellipse(x, y, radius, radius * 1.18), {
      from: lighten(color, 0.14),
      to: darken(color, 0.1),
      top: y - radius,
      bottom: y + radius,
    });
    canvas.fill(
      ellipse(x - radius * 0.4, y - radius * 0.5, radius * 0.13, radius * 0.26, 0.5),
      hex('#ffffff'),
      0.55,
    );
  }
}

export function drawBall(canvas: Canvas, random: Random): void {
  const grass = hex(random.pick(['#4fae6a', '#3f9a7a', '#6bb558'] as const));
  for (let stripe = 0; stripe < 5; stripe += 1) {
    canvas.fill(rectangle(0, stripe * 128, 640, 128), stripe % 2 ? grass : darken(grass, 0.08));
  }
  canvas.fill(ellipse(330, 520, 180, 34), darken(grass, 0.5), 0.35);
  const ball = ellipse(320, 316, 196);
  const within = canvas.mask(ball);
  const ink = hex('#2b2d3a');
  canvas.fill(ball, { from: hex('#ffffff'), to: hex('#dfe3ec'), top: 120, bottom: 512 });
  const turn = random.between(-0.4, 0.4);
  const corner = (step: number, radius: number): [number, number] => [
    320 + Math.sin(turn + (step * Math.PI) / 5) * radius,
    316 - Math.cos(turn + (step * Math.PI) / 5) * radius,
  ];
  canvas.fill([[0, 2, 4, 6, 8].flatMap((step) => corner(step, 74))], ink);
  for (const step of [0, 2, 4, 6, 8]) {
    canvas.fill(stroke([[...corner(step, 70), ...corner(step, 138)]], 9), ink, 1, within);
    const patch = [
      corner(step, 136),
      corner(step + 0.55, 176),
      corner(step + 0.5, 220),
      corner(step - 0.5, 220),
      corner(step - 0.55, 176),
    ];
    canvas.fill([patch.flat()], ink, 1, within);
    canvas.fill(stroke([[...corner(step + 0.55, 176), ...corner(step + 1.45, 176)]], 9), ink, 1, within);
  }
}

export function drawCrest(canvas: Canvas, random: Random): void {
  paintWall(canvas, random);
  const first = hex(random.pick(BRIGHTS));
  const second = darken(first, 0.45);
  const shield = path(
    'M320 96 C390 140 460 150 516 146 C526 330 470 470 320 556 C170 470 114 330 124 146 C180 150 250 140 320 96 Z',
  );
  canvas.fill(shield, hex('#ffffff'));
  const inner = map(shield, (x, y) => [320 + (x - 320) * 0.9, 326 + (y - 326) * 0.9]);
  const within = canvas.mask(inner);
  canvas.fill(inner, first);
  if (random.chance(0.5)) canvas.fill(rectangle(320, 0, 320, 640), second, 1, within);
  else canvas.fill(path('M0 420 L640 160 L640 300 L0 560 Z'), second, 1, within);
  const points: number[] = [];
  for (let step = 0; step < 10; step += 1) {
    const radius = step % 2 ? 50 : 118;
    points.push(320 + Math.sin((step * Math.PI) / 5) * radius, 310 - Math.cos((step * Math.PI) / 5) * radius);
  }
  canvas.fill([points], hex('#fff3d0'));
}

export function drawTiles(canvas: Canvas, random: Random): void {
  const colors = [...BRIGHTS, '#fff3d9', '#2f3a5f'].map(hex);
  const pick = () => colors[Math.floor(random.next() * colors.length)] ?? hex('#fff3d9');
  const side = 160;
  for (let row = 0; row < 4; row += 1) {
    for (let column = 0; column < 4; column += 1) {
      const [x, y] = [column * side, row * side];
      const ground = pick();
      let color = pick();
      while (color === ground) color = pick();
      canvas.fill(rectangle(x, y, side, side), ground);
      const tile = canvas.mask(rectangle(x, y, side, side));
      const [cornerX, cornerY] = [x + (random.chance(0.5) ? side : 0), y + (random.chance(0.5) ? side : 0)];
      const shape = random.pick(['quarter', 'disc', 'half', 'rings', 'quarter'] as const);
      if (shape === 'quarter') canvas.fill(ellipse(cornerX, cornerY, side), color, 1, tile);
      if (shape === 'disc') canvas.fill(ellipse(x + side / 2, y + side / 2, 52), color);
      if (shape === 'half') canvas.fill(ellipse(x + side / 2, cornerY, side / 2), color, 1, tile);
      if (shape === 'rings') {
        canvas.fill(ellipse(cornerX, cornerY, side), color, 1, tile);
        canvas.fill(ellipse(cornerX, cornerY, side * 0.62), ground, 1, tile);
        canvas.fill(ellipse(cornerX, cornerY, side * 0.3), color, 1, tile);
      }
    }
  }
}
