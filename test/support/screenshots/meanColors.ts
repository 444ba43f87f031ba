import { differenceCiede2000 } from 'culori';

declare module '@vitest/browser/context' {
  interface ScreenshotComparatorRegistry {
    meanColors: Record<string, never>;
  }
}

/** Decoded, four bytes per pixel, opaque. */
export interface Bitmap {
  data: Uint8Array | Uint8ClampedArray;
  metadata: { width: number; height: number };
}

/** px. Large enough for the noise of antialiased edges to even out, small enough for the edge of a badge. */
const WINDOW = 8;

/** CIEDE2000. A colour that changes by 3 is seen; an edge that is antialiased otherwise stays below. */
const TOLERANCE = 2;

const difference = differenceCiede2000();

/**
 * Compares the mean colours of each window of 8×8 px, at every place. Passes while none differs by more than ΔE2000 2.
 *
 * A comparison of single pixels needs a tolerance for antialiased ones, and a changed hue or an edge that moved by 1 px then passes too.
 * A mean has no such pixels: noise evens out, and a change of an area does not.
 *
 * A comparator of `toMatchScreenshot`. With `createDiff` it marks the windows that differ in red.
 */
export function meanColors(reference: Bitmap, actual: Bitmap, { createDiff }: { createDiff: boolean }) {
  const { width, height } = reference.metadata;
  if (width !== actual.metadata.width || height !== actual.metadata.height) {
    const found = `${actual.metadata.width}×${actual.metadata.height}`;
    return fail(null, `The screenshot is ${found} px, its reference ${width}×${height} px.`);
  }
  const changed = changedArea(reference, actual);
  if (changed === undefined) return { pass: true, diff: null, message: null };

  const meanBefore = meansOf(reference, changed);
  const meanAfter = meansOf(actual, changed);
  const diff = createDiff ? Uint8Array.from(actual.data) : null;
  let worst = { distance: 0, x: 0, y: 0 };
  for (let y = changed.top; y <= changed.bottom - Math.min(WINDOW, height); y += 1) {
    for (let x = changed.left; x <= changed.right - Math.min(WINDOW, width); x += 1) {
      const [before, after] = [meanBefore(x, y), meanAfter(x, y)];
      if (isAlmost(before, after)) continue;
      const distance = difference({ mode: 'rgb', ...before }, { mode: 'rgb', ...after });
      if (distance > worst.distance) worst = { distance, x, y };
      if (distance <= TOLERANCE) continue;
      if (diff === null) return fail(null, describe(worst));
      mark(diff, width, x, y);
      // Its neighbours hold almost the same pixels.
      x += WINDOW - 1;
    }
  }
  return worst.distance > TOLERANCE ? fail(diff, describe(worst)) : { pass: true, diff: null, message: null };
}

const fail = (diff: Uint8Array | null, message: string) => ({ pass: false, diff, message });

const describe = ({ distance, x, y }: { distance: number; x: number; y: number }) =>
  `The mean colour of the ${WINDOW}×${WINDOW} px at ${x}, ${y} differs by ΔE ${distance.toFixed(1)} from the reference; ` +
  `${TOLERANCE} is tolerated.`;

interface Area {
  left: number;
  top: number;
  /** Exclusive. */
  right: number;
  bottom: number;
}

/** All windows that hold a pixel that changed. */
function changedArea({ data, metadata: { width, height } }: Bitmap, actual: Bitmap): Area | undefined {
  const area = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (y * width + x);
      if (
        data[at] === actual.data[at] &&
        data[at + 1] === actual.data[at + 1] &&
        data[at + 2] === actual.data[at + 2]
      ) {
        continue;
      }
      area.left = Math.min(area.left, x);
      area.right = Math.max(area.right, x + 1);
      area.top = Math.min(area.top, y);
      area.bottom = Math.max(area.bottom, y + 1);
    }
  }
  if (area.right === 0) return undefined;
  return {
    left: Math.max(0, area.left - WINDOW + 1),
    top: Math.max(0, area.top - WINDOW + 1),
    right: Math.min(width, area.right + WINDOW - 1),
    bottom: Math.min(height, area.bottom + WINDOW - 1),
  };
}

interface Rgb {
  r: number;
  g: number;
  b: number;
}

/** Summed-area tables: a mean costs twelve look-ups, whatever the size of its window. Channels are 0 to 1. */
function meansOf({ data, metadata }: Bitmap, area: Area): (x: number, y: number) => Rgb {
  const columns = area.right - area.left + 1;
  const tables = [0, 1, 2].map((channel) => {
    const sums = new Int32Array(columns * (area.bottom - area.top + 1));
    for (let y = area.top; y < area.bottom; y += 1) {
      let row = 0;
      for (let x = area.left; x < area.right; x += 1) {
        row += data[4 * (y * metadata.width + x) + channel] ?? 0;
        const at = (y - area.top + 1) * columns + x - area.left + 1;
        sums[at] = (sums[at - columns] ?? 0) + row;
      }
    }
    return sums;
  });
  const [across, down] = [Math.min(WINDOW, metadata.width), Math.min(WINDOW, metadata.height)];
  return (x, y) => {
    const from = (y - area.top) * columns + x - area.left;
    const to = from + down * columns;
    const [r = 0, g = 0, b = 0] = tables.map(
      (sums) =>
        ((sums[to + across] ?? 0) - (sums[to] ?? 0) - (sums[from + across] ?? 0) + (sums[from] ?? 0)) /
        (across * down * 255),
    );
    return { r, g, b };
  };
}

/** Less than a step of 8 bits in each channel, which no eye sees: ΔE2000 is slow. */
const isAlmost = (a: Rgb, b: Rgb) =>
  Math.max(Math.abs(a.r - b.r), Math.abs(a.g - b.g), Math.abs(a.b - b.b)) < 1 / 255;

function mark(diff: Uint8Array, width: number, left: number, top: number): void {
  for (let y = top; y < top + WINDOW; y += 1) {
    for (let x = left; x < Math.min(left + WINDOW, width); x += 1) {
      const at = 4 * (y * width + x);
      if (at + 3 < diff.length) diff.set([255, (diff[at + 1] ?? 0) / 3, (diff[at + 2] ?? 0) / 3], at);
    }
  }
}
