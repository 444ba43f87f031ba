import { PNG } from 'pngjs';

/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A screenshot at one pixel per CSS pixel. */
export class Pixels {
  readonly #png: PNG;

  constructor(png: Buffer) {
    this.#png = PNG.sync.read(png);
  }

  at(x: number, y: number): Color {
    const { data, width, height } = this.#png;
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= width || row >= height) {
      throw new RangeError(`The screenshot is ${width} × ${height}, without a pixel at ${x}, ${y}.`);
    }
    const index = (row * width + column) * 4;
    return [data[index] ?? 0, data[index + 1] ?? 0, data[index + 2] ?? 0];
  }

  within({ x, y, width, height }: Box): Color[] {
    const colors: Color[] = [];
    for (let row = Math.ceil(y); row < Math.floor(y + height); row += 1) {
      for (let column = Math.ceil(x); column < Math.floor(x + width); column += 1) {
        colors.push(this.at(column, row));
      }
    }
    return colors;
  }
}

/** The colour that most pixels have. */
export function mainColor(colors: Color[]): Color {
  const counts = new Map<string, { color: Color; count: number }>();
  for (const color of colors) {
    const entry = counts.get(color.join()) ?? { color, count: 0 };
    entry.count += 1;
    counts.set(color.join(), entry);
  }
  const [first] = [...counts.values()].sort((a, b) => b.count - a.count);
  if (!first) throw new RangeError('There are no pixels in an empty box.');
  return first.color;
}

/** The WCAG contrast of the pixel that stands out most from a background. */
export function bestContrast(colors: Color[], background: Color): number {
  return Math.max(...colors.map((color) => contrast(color, background)));
}

export function contrast(a: Color, b: Color): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Color): number {
  const linear = (channel: number) => {
    const value = channel / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The largest difference of a channel: 0 for the same colour, 255 for black and white. */
export function distance(a: Color, b: Color): number {
  return Math.max(...a.map((channel, index) => Math.abs(channel - (b[index] ?? 0))));
}

export function fromHex(hex: string): Color {
  const number = Number.parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
