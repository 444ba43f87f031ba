import { wcagContrast } from 'culori';
import { page } from 'vitest/browser';

type Rgb = [red: number, green: number, blue: number];

export interface Pixels {
  width: number;
  height: number;
  /** The painted colour as `rgb(…)`. Negative numbers count from the right and from the bottom. */
  at(x: number, y: number): string;
  /** The best contrast (WCAG) that any pixel of the middle has with the colour: that of the ink, if there is any. */
  inkOn(background: string): number;
}

const toCss = (rgb: Rgb) => `rgb(${rgb.join(', ')})`;

/** A screenshot of the area of an element, with everything over and under it. One pixel per CSS pixel. */
export async function pixelsOf(element: Element): Promise<Pixels> {
  const base64 = await page.elementLocator(element).screenshot({ save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const rgb = (x: number, y: number): Rgb => {
    const from = 4 * (y * width + x);
    return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0];
  };
  return {
    width,
    height,
    at: (x, y) => toCss(rgb(x < 0 ? width + x : x, y < 0 ? height + y : y)),
    inkOn(background) {
      const colors = new Set<string>();
      for (let y = Math.floor(height / 4); y < (height * 3) / 4; y += 1) {
        for (let x = Math.floor(width / 4); x < (width * 3) / 4; x += 1) colors.add(toCss(rgb(x, y)));
      }
      return Math.max(...[...colors].map((color) => wcagContrast(color, background)));
    },
  };
}

/** Parsed once: a picture has many pixels of few colours. */
const channels = new Map<string, number[]>();

function channelsOf(color: string): number[] {
  const known = channels.get(color) ?? (color.match(/\d+/g) ?? []).map(Number);
  channels.set(color, known);
  return known;
}

/** How far two colours are from each other, in steps of 8 bits, all channels together. */
export function distance(one: string, other: string): number {
  if (one === other) return 0;
  const [a, b] = [channelsOf(one), channelsOf(other)];
  return [0, 1, 2].reduce((sum, channel) => sum + Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)), 0);
}
