import { getAvatarColors } from 'chat-avatar';
import { expect } from 'vitest';
import { chatIds } from '../pages/chatIds.js';
import type { Capture } from './capture.js';
import type { Scheme } from './openPage.js';
import { type Box, bestContrast, type Color, contrast, distance, fromHex, mainColor } from './pixels.js';

/** The radius of the corners of a square of 80 px, and the edge that is smoothed, in px. */
const ROUND = 11;

/** Pixels that differ less are equal: the browser rounds. */
const SAME = 3;
/** Pixels that differ more can be told apart. */
const OTHER = 8;
/** An optimiser of images may encode it anew. */
const LOSSY = 12;
const PICTURE: Color = [0, 153, 255];
const PRESENCE: Color = [255, 0, 200];

type CellId = keyof typeof chatIds;

/** Checks by title. Each gets the picture of a page, and the theme that the page is in. */
export type CheckTable = Record<string, (capture: Capture, theme: Scheme) => void>;

/** The checks that every page must pass. */
export const checks: CheckTable = {
  'paints each square in the colour of its chat': (capture, theme) => {
    for (const cell of ['letters', 'rounded', 'circle', 'glyph', 'active', 'unread', 'lock'] as const) {
      expectSame(faceColor(capture, cell), colorOf(cell, theme), cell);
    }
  },
  'writes letters and glyphs at 4.5:1 or more': (capture) => {
    for (const cell of ['letters', 'rounded', 'circle', 'glyph'] as const) {
      const face = inner(capture.box(cell, 'root'), 0.25);
      const pixels = capture.pixels.within(face);
      expect(bestContrast(pixels, faceColor(capture, cell)), cell).toBeGreaterThanOrEqual(4.5);
    }
  },
  'covers the square with a picture that is wider than high': (capture) => {
    const root = capture.box('picture', 'root');
    expect([root.width, root.height]).toEqual([80, 80]);
    const { x, y, width, height } = root;
    // All but the corners, which are a little round.
    const columns = { ...root, x: x + ROUND, width: width - 2 * ROUND };
    const rows = { ...root, y: y + ROUND, height: height - 2 * ROUND };
    const colors = [columns, rows].flatMap((box) => capture.pixels.within(box));
    expect(colors.length).toBeGreaterThan(0);
    // One expectation instead of 9,000, which took longer than all the other checks.
    expect(colors.filter((color) => distance(color, PICTURE) >= LOSSY).slice(0, 5)).toEqual([]);
  },
  'gives each shape its corners': (capture) => {
    const corner = (cell: CellId, inset: number) => {
      const { x, y } = capture.box(cell, 'root');
      return capture.pixels.at(x + inset, y + inset);
    };
    const canvas = canvasOf(capture, 'letters');
    expect(distance(corner('letters', 4), canvas), 'square').toBeGreaterThan(OTHER);
    expectSame(corner('rounded', 4), canvas, 'rounded');
    expect(distance(corner('rounded', 9), canvas), 'rounded').toBeGreaterThan(OTHER);
    expectSame(corner('circle', 9), canvas, 'circle');
    expect(distance(corner('circle', 16), canvas), 'circle').toBeGreaterThan(OTHER);
  },
  'draws a ring at 3:1 or more that follows the shape': (capture) => {
    for (const [cell, factor] of [
      ['active', Math.SQRT2],
      ['unread', 1],
    ] as const) {
      const beside = ringDistance(capture, cell, 0);
      expect(beside.contrast, cell).toBeGreaterThanOrEqual(3);
      const diagonal = ringDistance(capture, cell, Math.PI / 4);
      expect(diagonal.contrast, cell).toBeGreaterThanOrEqual(3);
      expect(Math.abs(diagonal.radius - beside.radius * factor), cell).toBeLessThan(6);
    }
  },
  'puts a badge on the corner at the end of the line, and its hole around it': (capture, theme) => {
    expectBadge(capture, 'badge', 1, theme);
    expectBadge(capture, 'badgeRtl', -1, theme);
  },
  'fills the lock, and draws its glyph at 3:1 or more': (capture) => expectControl(capture, 'lock', 'lock'),
  'fills the refresh button, and draws its glyph at 3:1 or more': (capture) =>
    expectControl(capture, 'refresh', 'refresh'),
  'does not indent a group': (capture) => {
    for (const cell of ['group', 'circles'] as const) {
      const [first] = capture.boxes(cell);
      expect(first?.x, cell).toBeCloseTo(capture.box(cell).x + 20, 0);
    }
    for (const cell of ['groupRtl', 'circlesRtl'] as const) {
      const { x, width } = capture.box(cell);
      const [first] = capture.boxes(cell);
      expect((first?.x ?? 0) + (first?.width ?? 0), cell).toBeCloseTo(x + width - 20, 0);
    }
  },
  'leaves a gap between neighbours in a group': (capture) => {
    for (const [cell, side] of [
      ['group', -1],
      ['groupRtl', 1],
    ] as const) {
      const next = capture.boxes(cell)[1] as Box;
      // The first whole pixel of a gap of 2 px, above the letters.
      const x = Math.ceil(side === -1 ? next.x - 2 : next.x + next.width);
      expectSame(capture.pixels.at(x, next.y + 12), canvasOf(capture, cell), cell);
    }
    for (const [cell, side] of [
      ['circles', -1],
      ['circlesRtl', 1],
    ] as const) {
      const next = capture.boxes(cell)[1] as Box;
      // In the middle of the gap, above the letters. The pixels there are all more or less at its edge.
      const [radius, up] = [next.width / 2 + 1, 20];
      const x = next.x + next.width / 2 + side * Math.sqrt(radius ** 2 - up ** 2);
      const difference = distance(capture.pixels.at(x, middle(next) - up), canvasOf(capture, cell));
      expect(difference, cell).toBeLessThan(16);
    }
  },
  'fills "+2" whole, and writes it at 4.5:1 or more': (capture) => {
    for (const cell of ['group', 'groupRtl', 'circlesRtl'] as const) {
      const chip = capture.box(cell, 'rest');
      const color = mainColor(capture.pixels.within(inner(chip, 0.2)));
      expect(distance(color, canvasOf(capture, cell)), cell).toBeGreaterThan(OTHER);
      for (const x of [chip.x + 3, chip.x + chip.width - 4]) {
        expectSame(capture.pixels.at(x, middle(chip)), color, cell);
      }
      expect(bestContrast(capture.pixels.within(inner(chip, 0.2)), color), cell).toBeGreaterThanOrEqual(4.5);
    }
  },
  'fills the list of the rest, and writes it at 4.5:1 or more': (capture) => {
    const list = inner(capture.box('group', 'popover'), 0.05);
    const color = mainColor(capture.popover.within(list));
    expect(distance(color, canvasOf(capture, 'group'))).toBeGreaterThan(OTHER);
    const names = { ...list, x: list.x + list.width * 0.35, width: list.width * 0.6 };
    expect(bestContrast(capture.popover.within(names), color)).toBeGreaterThanOrEqual(4.5);
  },
};

const middle = ({ y, height }: Box) => y + height / 2;

function inner({ x, y, width, height }: Box, share: number): Box {
  return {
    x: x + width * share,
    y: y + height * share,
    width: width * (1 - 2 * share),
    height: height * (1 - 2 * share),
  };
}

function colorOf(cell: CellId, theme: Scheme): Color {
  return fromHex(getAvatarColors(chatIds[cell])[theme].background);
}

function canvasOf(capture: Capture, cell: string): Color {
  const { x, y } = capture.box(cell);
  return capture.pixels.at(x + 2, y + 2);
}

/** Beside the letters, at the left edge. */
function faceColor(capture: Capture, cell: CellId): Color {
  const root = capture.box(cell, 'root');
  return capture.pixels.at(root.x + 3, middle(root));
}

function expectSame(color: Color, expected: Color, subject: string) {
  expect(distance(color, expected), `${subject}: rgb(${color}) is not rgb(${expected})`).toBeLessThanOrEqual(
    SAME,
  );
}

function expectControl(capture: Capture, cell: CellId, part: 'lock' | 'refresh') {
  const pixels = capture.pixels.within(inner(capture.box(cell, part), 0.15));
  const color = mainColor(pixels);
  expect(distance(color, canvasOf(capture, cell)), 'beside the page').toBeGreaterThan(OTHER);
  expect(distance(color, faceColor(capture, cell)), 'beside the square').toBeGreaterThan(OTHER);
  expect(bestContrast(pixels, color)).toBeGreaterThanOrEqual(3);
}

function expectBadge(capture: Capture, cell: 'badge' | 'badgeRtl', side: 1 | -1, theme: Scheme) {
  const root = capture.box(cell, 'root');
  const badge = capture.box(cell, 'badge');
  const [x, y] = [badge.x + badge.width / 2, middle(badge)];
  expect(Math.sign(x - (root.x + root.width / 2)), 'side').toBe(side);
  expectSame(capture.pixels.at(x, y), PRESENCE, 'badge');
  const inHole = x - side * (badge.width / 2 + 2);
  expectSame(capture.pixels.at(inHole, y), canvasOf(capture, cell), 'hole');
  const mirrored = 2 * root.x + root.width - inHole;
  expectSame(capture.pixels.at(mirrored, y), colorOf(cell, theme), 'other corner');
}

/** How far from the centre the ring is outermost, in this direction, and how it stands out from the page. */
function ringDistance(capture: Capture, cell: CellId, angle: number) {
  const root = capture.box(cell, 'root');
  const canvas = canvasOf(capture, cell);
  const at = (radius: number) =>
    capture.pixels.at(
      root.x + root.width / 2 + Math.cos(angle) * radius,
      middle(root) - Math.sin(angle) * radius,
    );
  const outermost = (root.width / 2 + 18) * (angle === 0 ? 1 : Math.SQRT2);
  for (let radius = outermost; radius > root.width / 2; radius -= 0.5) {
    if (distance(at(radius), canvas) > OTHER) return { radius, contrast: contrast(at(radius - 2), canvas) };
  }
  return { radius: 0, contrast: 1 };
}
