import type { Color } from './color.js';
import type { Path } from './path.js';

/** One colour, or a vertical gradient between two heights. */
export type Paint = Color | { from: Color; to: Color; top: number; bottom: number };

/** How much of each pixel a shape covers, 0 to 1. */
export type Mask = Float32Array;

/** Pictures are drawn on a square of this side, whatever size they come out in. */
export const DESIGN_SIZE = 640;

/**
 * A square of pixels that paths are filled on, with exact area coverage at their edges. A browser's canvas would draw the
 * same, but Node has none.
 */
export class Canvas {
  readonly size: number;
  /** Red, green and blue of each pixel. */
  readonly pixels: Uint8Array;
  #scale: number;
  #left = 0;
  #top = 0;
  readonly #areas: Float32Array;

  constructor(size: number) {
    this.size = size;
    this.pixels = new Uint8Array(size * size * 3);
    this.#scale = size / DESIGN_SIZE;
    // A column more, for the remainder of a shape that ends at the right edge; two, since a span writes two cells.
    this.#areas = new Float32Array((size + 2) * size);
  }

  /** Scales later drawing by this factor around `(x, y)`. */
  zoom(times: number, x: number, y: number): void {
    this.#left += x * this.#scale * (1 - times);
    this.#top += y * this.#scale * (1 - times);
    this.#scale *= times;
  }

  /** Fills a path. A `mask` keeps the paint within another shape. */
  fill(path: Path, paint: Paint, opacity = 1, mask?: Mask): void {
    this.#sweep(path, (row, from, to, covers) => {
      this.#paintRow(row, from, to, covers, colorAt(paint, (row - this.#top) / this.#scale), opacity, mask);
    });
  }

  /** The area of a path, to keep other paint within it. */
  mask(path: Path): Mask {
    const mask = new Float32Array(this.size * this.size);
    this.#sweep(path, (row, from, to, covers) => {
      mask.set(covers.subarray(from, to), row * this.size + from);
    });
    return mask;
  }

  /** Where nearly all the time goes: a pixel that is not covered costs next to nothing, a whole one no arithmetic. */
  #paintRow(
    row: number,
    from: number,
    to: number,
    covers: Float32Array,
    color: Color,
    opacity: number,
    mask: Mask | undefined,
  ): void {
    const { pixels, size } = this;
    const red = Math.round(color[0]);
    const green = Math.round(color[1]);
    const blue = Math.round(color[2]);
    for (let column = from; column < to; column += 1) {
      let alpha = (covers[column] ?? 0) * opacity;
      if (alpha > 0 && mask !== undefined) alpha *= mask[row * size + column] ?? 0;
      if (alpha <= 0.003) continue;
      const at = (row * size + column) * 3;
      if (alpha >= 0.997) {
        pixels[at] = red;
        pixels[at + 1] = green;
        pixels[at + 2] = blue;
      } else {
        pixels[at] = blend(pixels[at] ?? 0, red, alpha);
        pixels[at + 1] = blend(pixels[at + 1] ?? 0, green, alpha);
        pixels[at + 2] = blend(pixels[at + 2] ?? 0, blue, alpha);
      }
    }
  }

  /**
   * Coverage by signed areas: each edge leaves in every cell the area to its right, and the running sum along a row is
   * how much of a pixel lies within. Contours that run the other way cut holes.
   */
  #sweep(path: Path, paintRow: (row: number, from: number, to: number, covers: Float32Array) => void): void {
    const { size } = this;
    const areas = this.#areas;
    const stride = size + 2;
    const box = { top: size, bottom: 0, left: size, right: 0 };
    for (const contour of path) {
      for (let index = 0; index < contour.length; index += 2) {
        const next = (index + 2) % contour.length;
        const x0 = this.#left + (contour[index] ?? 0) * this.#scale;
        const y0 = this.#top + (contour[index + 1] ?? 0) * this.#scale;
        const x1 = this.#left + (contour[next] ?? 0) * this.#scale;
        const y1 = this.#top + (contour[next + 1] ?? 0) * this.#scale;
        this.#addEdge(x0, y0, x1, y1);
        box.top = Math.min(box.top, Math.floor(y0));
        box.bottom = Math.max(box.bottom, Math.ceil(y0));
        box.left = Math.min(box.left, Math.floor(x0));
        box.right = Math.max(box.right, Math.ceil(x0));
      }
    }
    const from = Math.max(0, box.left);
    const to = Math.min(size, box.right + 1);
    const covers = new Float32Array(size);
    for (let row = Math.max(0, box.top); row < Math.min(size, box.bottom); row += 1) {
      const start = row * stride;
      let sum = 0;
      for (let column = from; column < to; column += 1) {
        sum += areas[start + column] ?? 0;
        covers[column] = Math.min(1, Math.abs(sum));
      }
      areas.fill(0, start, start + stride);
      if (to > from) paintRow(row, from, to, covers);
    }
  }

  #addEdge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const [topX, topY, bottomX, bottomY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (bottomX - topX) / (bottomY - topY);
    const lastRow = Math.min(this.size, Math.ceil(bottomY));
    for (let row = Math.max(0, Math.floor(topY)); row < lastRow; row += 1) {
      const above = Math.max(row, topY);
      const below = Math.min(row + 1, bottomY);
      const height = (below - above) * direction;
      this.#addSpan(row, topX + (above - topY) * slope, topX + (below - topY) * slope, height);
    }
  }

  /** Adds the coverage of one edge to one row, from `x0` to `x1`. */
  #addSpan(row: number, x0: number, x1: number, height: number): void {
    const areas = this.#areas;
    const { size } = this;
    const left = Math.max(0, Math.min(size, Math.min(x0, x1)));
    const right = Math.max(0, Math.min(size, Math.max(x0, x1)));
    const first = Math.floor(left);
    const last = Math.ceil(right);
    const start = row * (size + 2) + first;
    if (last <= first + 1) {
      const covered = first + 1 - (left + right) / 2;
      areas[start] = (areas[start] ?? 0) + height * covered;
      areas[start + 1] = (areas[start + 1] ?? 0) + height * (1 - covered);
      return;
    }
    // Over several cells: each gets the area to the right of the slanted edge, less the area of the cells before it.
    const perCell = height / (right - left);
    let before = 0;
    for (let cell = first; cell < last; cell += 1) {
      const enter = Math.max(left, cell);
      const leave = Math.min(right, cell + 1);
      const covered = (leave - enter) * (cell + 1 - (enter + leave) / 2) + (enter - left) * 1;
      const area = perCell * covered;
      areas[start + cell - first] = (areas[start + cell - first] ?? 0) + area - before;
      before = area;
    }
    areas[start + last - first] = (areas[start + last - first] ?? 0) + height - before;
  }
}

function colorAt(paint: Paint, y: number): Color {
  if (!('from' in paint)) return paint;
  const share = Math.max(0, Math.min(1, (y - paint.top) / (paint.bottom - paint.top)));
  const [red, green, blue] = paint.from;
  const [toRed, toGreen, toBlue] = paint.to;
  return [red + (toRed - red) * share, green + (toGreen - green) * share, blue + (toBlue - blue) * share];
}

function blend(below: number, above: number, alpha: number): number {
  return (below + (above - below) * alpha + 0.5) | 0;
}
