import type { Page } from 'playwright';
import type { PNG } from 'pngjs';
import { colorAt, type Rgb } from './people.js';

/** Of the list where it is alone on the page, in px. */
export const ROW_HEIGHT = 72;
const FACE_CENTRE = 40;

/**
 * Makes a row recognisable in pixels: an edge in the colour of the picture that belongs to its chat, and black squares with
 * magenta letters. Runs in each document before its scripts, and marks rows before they are painted.
 */
export async function markRows(page: Page) {
  await page.addInitScript(`(() => {
    const colorAt = ${colorAt.toString()};
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(\`[data-chat-avatar] {
      --chat-avatar-background: #000 !important;
      --chat-avatar-foreground: #f0f !important;
      --chat-avatar-fade: 0ms !important;
    }\`);
    document.adoptedStyleSheets = [sheet];
    const mark = () => {
      for (const row of document.querySelectorAll('[role=option]')) {
        const color = 'rgb(' + colorAt(Number(row.getAttribute('aria-posinset')) - 1) + ')';
        row.style.boxShadow = 'inset 6px 0 ' + color;
      }
    };
    new MutationObserver(mark).observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: ['aria-posinset'],
    });
  })()`);
}

export interface SeenRows {
  /** Whole rows in the frame. */
  rows: number;
  /** The height of the list that no row covers, in px. */
  blank: number;
  /** The most px below each other that are neither a face nor the skeleton of one, down the middle of the faces. */
  empty: number;
  pictures: number;
  letters: number;
  /** Whole rows without a word in the place of the name. */
  unnamed: number;
  /** Rows with a face that is not their chat's: the expected colour, and the one that is there. */
  wrong: string[];
}

/** The rows in one painted frame, between two heights. */
export function readRows(frame: PNG, top: number, bottom: number): SeenRows {
  const seen: SeenRows = { rows: 0, blank: 0, empty: 0, unnamed: 0, pictures: 0, letters: 0, wrong: [] };
  let start = top;
  let empty = 0;
  for (let y = top; y < bottom; y += 1) {
    const edge = colorIn(frame, 2, y);
    empty = isPanel(colorIn(frame, FACE_CENTRE, y)) ? empty + 1 : 0;
    seen.empty = Math.max(seen.empty, empty);
    if (isPanel(edge)) seen.blank += 1;
    const isEnd = y === bottom - 1 || !isSame(edge, colorIn(frame, 2, y + 1));
    if (!isEnd) continue;
    if (!isPanel(edge) && y + 1 - start === ROW_HEIGHT) {
      seen.rows += 1;
      if (!hasWord(frame, start, start + ROW_HEIGHT / 2)) seen.unnamed += 1;
      const found = lookAtFace(frame, start + ROW_HEIGHT / 2, edge);
      if (found === 'pictures' || found === 'letters') seen[found] += 1;
      else seen.wrong.push(`${edge} at ${start}: ${found}`);
    }
    start = y + 1;
  }
  return seen;
}

function lookAtFace(frame: PNG, centre: number, expected: Rgb): string {
  for (let y = centre - 12; y < centre + 12; y += 1) {
    for (let x = FACE_CENTRE - 14; x < FACE_CENTRE + 14; x += 1) {
      const [r, g, b] = colorIn(frame, x, y);
      if (r > 230 && g < 60 && b > 230) return 'letters';
    }
  }
  // A square whose letters wait: black.
  const face = colorIn(frame, FACE_CENTRE, centre);
  if (face.every((value) => value < 20)) return 'pictures';
  return isSame(face, expected) ? 'pictures' : face.join();
}

/** Beside the face, at the start of the name. */
function hasWord(frame: PNG, top: number, bottom: number): boolean {
  for (let y = top; y < bottom; y += 1) {
    for (let x = FACE_CENTRE + 36; x < FACE_CENTRE + 80; x += 1) {
      if (colorIn(frame, x, y).every((value) => value < 110)) return true;
    }
  }
  return false;
}

function colorIn(frame: PNG, x: number, y: number): Rgb {
  const [r = 0, g = 0, b = 0] = frame.data.subarray((y * frame.width + x) * 4);
  return [r, g, b];
}

/** The palette's colours differ by 35 in a channel; compression changes them by a few. */
const isSame = (a: Rgb, b: Rgb) => a.every((value, channel) => Math.abs(value - (b[channel] ?? 0)) < 12);
const isPanel = (color: Rgb) => color.every((value) => value > 235);
