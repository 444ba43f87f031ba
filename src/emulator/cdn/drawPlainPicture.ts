import { hash } from '../hash.js';
import type { EmulatorPicture } from './EmulatorPicture.js';
import { writePng } from './writePng.js';

/** The palette: a gradient, and white at its end for the shape. */
const STEPS = 255;
const SHAPE = 0xffffff;

/** Whether a point lies in a shape. `x` and `y` go from -1 to 1. */
const SHAPES: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => Math.hypot(x, y) < 0.5,
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.42,
  (x, y) => Math.abs(x) + Math.abs(y) < 0.6,
  (x, y) => Math.abs(Math.hypot(x, y) - 0.42) < 0.12,
  (x, y) => y > -0.5 && y < 0.4 && Math.abs(x) < (y + 0.5) * 0.62,
  (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.14 && Math.max(Math.abs(x), Math.abs(y)) < 0.52,
];

/** The default picture: a white shape on a gradient of two colours, chosen by the chat and the version. */
export function drawPlainPicture({
  seed,
  version,
  width,
}: EmulatorPicture): Promise<Uint8Array<ArrayBuffer>> {
  const choose = (what: number, count: number) => hash(`${seed}/${version}`, what) % count;
  const from = hslToRgb(choose(1, 360), 0.55, 0.34 + choose(2, 8) / 100);
  const to = hslToRgb(choose(3, 360), 0.6, 0.58 + choose(4, 8) / 100);
  const slope = choose(5, 1001) / 1000;
  const isInside = SHAPES[choose(6, SHAPES.length)] ?? (() => false);

  const indices = new Uint8Array(width * width);
  for (let pixel = 0; pixel < indices.length; pixel += 1) {
    const x = (pixel % width) / width;
    const y = Math.floor(pixel / width) / width;
    indices[pixel] = isInside(x * 2 - 1, y * 2 - 1)
      ? STEPS
      : Math.floor((x * slope + y * (1 - slope)) * STEPS);
  }
  const gradient = Array.from({ length: STEPS }, (_, step) => mix(from, to, step / (STEPS - 1)));
  return writePng(width, [...gradient, SHAPE], indices);
}

type Rgb = readonly [red: number, green: number, blue: number];

function mix(from: Rgb, to: Rgb, share: number): number {
  const [red, green, blue] = from.map((channel, index) =>
    Math.round(channel + ((to[index] ?? 0) - channel) * share),
  );
  return ((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0);
}

/** Channels from 0 to 255 (CSS Color 4, section 7.1). */
function hslToRgb(hue: number, saturation: number, lightness: number): Rgb {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const position = (offset + hue / 30) % 12;
    return 255 * (lightness - amplitude * Math.max(-1, Math.min(position - 3, 9 - position, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}
