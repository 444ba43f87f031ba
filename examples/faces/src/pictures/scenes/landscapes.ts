import type { Random } from '../../random.js';
import type { Canvas } from '../Canvas.js';
import { darken, hex, lighten, mix } from '../color.js';
import { ellipse, join, path, rectangle, stroke } from '../path.js';

const SKIES = [
  ['#ffd9a8', '#ff9d8a', '#6a5a9c'],
  ['#bfe3ff', '#eaf6ff', '#4f7f8f'],
  ['#f9c5d8', '#ffe3c2', '#7a5c86'],
  ['#2f3e73', '#8f6fae', '#1f2547'],
  ['#a8e0d8', '#f3f8e4', '#3f7a6d'],
] as const;

const CITIES = [
  { night: true, sky: ['#1f2a55', '#6a5a9c'], light: '#fdf3d0', tones: ['#3f3f78', '#2d3064', '#20234d'] },
  { night: false, sky: ['#ffcf9f', '#ffe9cf'], light: '#ff8f6b', tones: ['#e9a48a', '#c97b77', '#8e5a72'] },
  { night: false, sky: ['#bfe3ff', '#f1f9ff'], light: '#ffd978', tones: ['#a9cbe6', '#7fa8cf', '#4f7ba8'] },
  { night: true, sky: ['#143c4a', '#4fa39a'], light: '#fff0c9', tones: ['#3b8a88', '#23646b', '#174650'] },
  { night: false, sky: ['#f9c5d8', '#ffeadb'], light: '#fff6e3', tones: ['#d8a0c0', '#a878ac', '#6f568f'] },
] as const;

export function drawMountains(canvas: Canvas, random: Random): void {
  const [sky, horizon, rock] = random.pick(SKIES);
  canvas.fill(rectangle(0, 0, 640, 640), { from: hex(sky), to: hex(horizon), top: 0, bottom: 420 });
  canvas.fill(ellipse(random.between(150, 490), random.between(140, 210), 62), hex('#fffbe8'), 0.95);
  const peak = random.between(230, 410);
  const far = mix(hex(rock), hex(horizon), 0.55);
  canvas.fill(
    path(`M-40 470 L120 300 L210 372 L330 250 L470 380 L560 310 L680 440 L680 640 L-40 640 Z`),
    far,
  );
  canvas.fill(path(`M-60 640 L${peak} 190 L720 640 Z`), hex(rock));
  const slope = 450 / (peak + 60);
  const cap = 96;
  canvas.fill(
    path(
      `M${peak} 190 L${peak - cap / slope} ${190 + cap} L${peak - 48} ${190 + cap - 34} L${peak - 16} ${190 + cap + 6} L${peak + 20} ${190 + cap - 28} L${peak + (cap * (720 - peak)) / 450} ${190 + cap} Z`,
    ),
    hex('#ffffff'),
    0.92,
  );
  const meadow = random.pick(['#3f8f6b', '#5b9e58', '#2f6f73', '#c98a4b'] as const);
  canvas.fill(
    path('M0 520 C160 450 300 500 400 530 C500 500 580 480 640 500 L640 640 L0 640 Z'),
    hex(meadow),
  );
  for (const x of [70, 132, 520, 580]) {
    const y = random.between(515, 545);
    canvas.fill(path(`M${x} ${y - 96} L${x + 34} ${y} L${x - 34} ${y} Z`), darken(hex(meadow), 0.35));
    canvas.fill(rectangle(x - 5, y - 2, 10, 18), darken(hex(meadow), 0.6));
  }
  canvas.fill(path('M0 580 C180 530 420 620 640 560 L640 640 L0 640 Z'), darken(hex(meadow), 0.16));
}

export function drawSea(canvas: Canvas, random: Random): void {
  const [sky, horizon] = random.pick(SKIES);
  const water = random.pick(['#2f7fb0', '#2a9d9a', '#3d5fa8', '#5a6fc0'] as const);
  canvas.fill(rectangle(0, 0, 640, 640), { from: hex(sky), to: hex(horizon), top: 0, bottom: 380 });
  const sun = random.between(220, 420);
  canvas.fill(ellipse(sun, 330, 128), hex('#fff6d8'), 0.35);
  canvas.fill(ellipse(sun, 330, 92), hex('#fff3c4'));
  canvas.fill(rectangle(0, 370, 640, 270), {
    from: lighten(hex(water), 0.12),
    to: darken(hex(water), 0.25),
    top: 370,
    bottom: 640,
  });
  for (const [index, y] of [392, 420, 452, 490, 534].entries()) {
    const half = 84 - index * 13;
    canvas.fill(
      stroke(path(`M${sun - half} ${y} L${sun + half} ${y}`), 11),
      hex('#fff3c4'),
      0.75 - index * 0.1,
    );
  }
  const boat = random.between(110, 200) + (sun < 320 ? 260 : 0);
  canvas.fill(path(`M${boat} 250 L${boat} 396 L${boat - 84} 396 Z`), hex('#ffffff'));
  canvas.fill(path(`M${boat + 12} 280 L${boat + 12} 396 L${boat + 70} 396 Z`), hex('#f27c5c'));
  canvas.fill(
    path(`M${boat - 96} 410 L${boat + 90} 410 L${boat + 58} 452 L${boat - 64} 452 Z`),
    hex('#3a2c3f'),
  );
  canvas.fill(
    path(
      'M0 600 C80 580 140 620 220 600 C300 580 360 620 440 600 C520 580 580 620 640 600 L640 640 L0 640 Z',
    ),
    darken(hex(water), 0.4),
    0.6,
  );
}

export function drawCity(canvas: Canvas, random: Random): void {
  const { night, sky, light, tones } = random.pick(CITIES);
  canvas.fill(rectangle(0, 0, 640, 640), { from: hex(sky[0]), to: hex(sky[1]), top: 0, bottom: 560 });
  canvas.fill(ellipse(random.between(130, 510), 140, 58), hex(light));
  for (const [row, tone] of tones.entries()) {
    let x = -20 - row * 30;
    while (x < 640) {
      const width = random.between(76, 124);
      const top = random.between(210, 350) + row * 70;
      canvas.fill(rectangle(x, top, width, 640 - top, random.chance(0.3) ? 14 : 0), hex(tone));
      if (row > 0) drawWindows(canvas, random, x, top, width, night);
      x += width + 6;
    }
  }
}

function drawWindows(
  canvas: Canvas,
  random: Random,
  left: number,
  top: number,
  width: number,
  night: boolean,
): void {
  const lit = [];
  for (let y = top + 26; y < 620; y += 42) {
    for (let x = left + 18; x < left + width - 26; x += 30)
      if (random.chance(0.62)) lit.push(rectangle(x, y, 15, 22, 3));
  }
  canvas.fill(join(...lit), hex(night ? '#ffd978' : '#fff0d4'), 0.85);
}
