/** Closed outlines; each is a flat list of x and y, in design units. */
export type Path = readonly (readonly number[])[];

/** How many straight pieces stand for a curve. */
const STEPS = 14;

/** SVG path data, as far as the drawings use it: absolute `M L C Q Z`. Every outline is closed. */
export function path(data: string): Path {
  const contours: number[][] = [];
  let contour: number[] = [];
  for (const [, command, text = ''] of data.matchAll(/([MLCQZ])([^MLCQZ]*)/g)) {
    const numbers = (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
    if (command === 'M') {
      contour = [];
      contours.push(contour);
    }
    if (command === 'M' || command === 'L') contour.push(...numbers);
    if (command === 'C')
      for (let at = 0; at < numbers.length; at += 6) cubic(contour, numbers.slice(at, at + 6));
    if (command === 'Q')
      for (let at = 0; at < numbers.length; at += 4) quadratic(contour, numbers.slice(at, at + 4));
  }
  return contours;
}

function cubic(contour: number[], [ax = 0, ay = 0, bx = 0, by = 0, x = 0, y = 0]: number[]): void {
  const [startX = 0, startY = 0] = contour.slice(-2);
  for (let step = 1; step <= STEPS; step += 1) {
    const t = step / STEPS;
    const u = 1 - t;
    const [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    contour.push(p * startX + q * ax + r * bx + s * x, p * startY + q * ay + r * by + s * y);
  }
}

function quadratic(contour: number[], [ax = 0, ay = 0, x = 0, y = 0]: number[]): void {
  const [startX = 0, startY = 0] = contour.slice(-2);
  cubic(contour, [
    startX + ((ax - startX) * 2) / 3,
    startY + ((ay - startY) * 2) / 3,
    x + ((ax - x) * 2) / 3,
    y + ((ay - y) * 2) / 3,
    x,
    y,
  ]);
}

export function ellipse(x: number, y: number, radiusX: number, radiusY = radiusX, turn = 0): Path {
  const steps = Math.max(20, Math.min(72, Math.round(Math.max(radiusX, radiusY) / 2)));
  const contour: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const angle = (step / steps) * 2 * Math.PI;
    const [dx, dy] = [Math.cos(angle) * radiusX, Math.sin(angle) * radiusY];
    contour.push(
      x + dx * Math.cos(turn) - dy * Math.sin(turn),
      y + dx * Math.sin(turn) + dy * Math.cos(turn),
    );
  }
  return [contour];
}

export function rectangle(x: number, y: number, width: number, height: number, radius = 0): Path {
  const [right, bottom] = [x + width, y + height];
  if (radius === 0) return [[x, y, right, y, right, bottom, x, bottom]];
  const r = Math.min(radius, width / 2, height / 2);
  return path(
    `M${x + r} ${y} L${right - r} ${y} Q${right} ${y} ${right} ${y + r} L${right} ${bottom - r} Q${right} ${bottom} ${right - r} ${bottom} L${x + r} ${bottom} Q${x} ${bottom} ${x} ${bottom - r} L${x} ${y + r} Q${x} ${y} ${x + r} ${y} Z`,
  );
}

/** A line along a path (taken as open) with round ends. */
export function stroke(line: Path, width: number): Path {
  const radius = width / 2;
  const outlines: Path[] = [];
  for (const contour of line) {
    for (let at = 0; at + 3 < contour.length; at += 2) {
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = contour.slice(at, at + 4);
      const length = Math.hypot(x1 - x0, y1 - y0) || 1;
      const [dx, dy] = [(-(y1 - y0) / length) * radius, ((x1 - x0) / length) * radius];
      outlines.push([[x0 + dx, y0 + dy, x0 - dx, y0 - dy, x1 - dx, y1 - dy, x1 + dx, y1 + dy]]);
    }
    for (let at = 0; at < contour.length; at += 2)
      outlines.push(ellipse(contour[at] ?? 0, contour[at + 1] ?? 0, radius));
  }
  return join(...outlines.map(clockwise));
}

/** Several paths as one: where they overlap they are still one area. */
export function join(...paths: Path[]): Path {
  return paths.flat();
}

/** The same outlines, run the other way: joined with a larger path they are holes in it. */
export function reverse(shape: Path): Path {
  return shape.map((contour) => {
    const turned: number[] = [];
    for (let at = contour.length - 2; at >= 0; at -= 2) turned.push(contour[at] ?? 0, contour[at + 1] ?? 0);
    return turned;
  });
}

/** Left and right exchanged, about the middle of the picture. */
export function mirror(shape: Path): Path {
  return reverse(map(shape, (x, y) => [640 - x, y]));
}

/** Every point moved. */
export function map(shape: Path, move: (x: number, y: number) => readonly [number, number]): Path {
  return shape.map((contour) => {
    const moved: number[] = [];
    for (let at = 0; at < contour.length; at += 2)
      moved.push(...move(contour[at] ?? 0, contour[at + 1] ?? 0));
    return moved;
  });
}

/** Outlines that overlap have to run the same way round to count as one area. */
function clockwise(shape: Path): Path {
  return shape.map((contour) => (areaOf(contour) < 0 ? (reverse([contour])[0] ?? contour) : contour));
}

function areaOf(contour: readonly number[]): number {
  let area = 0;
  for (let at = 0; at < contour.length; at += 2) {
    const next = (at + 2) % contour.length;
    area += (contour[at] ?? 0) * (contour[next + 1] ?? 0) - (contour[next] ?? 0) * (contour[at + 1] ?? 0);
  }
  return area;
}
