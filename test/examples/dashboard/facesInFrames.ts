import type { Page } from 'playwright';
import type { PNG } from 'pngjs';

/** Where a face is on the page, in px. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Makes letters recognisable in pixels: magenta on black squares, from the first frame of each document. */
export async function markLetters(page: Page) {
  await page.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`[data-chat-avatar] {
      --chat-avatar-background: #000 !important;
      --chat-avatar-foreground: #f0f !important;
      --chat-avatar-fade: 0ms !important;
    }`);
    document.adoptedStyleSheets = [sheet];
  });
}

/** The faces of a selector that are whole in the window. */
export const placesOf = (page: Page, selector: string): Promise<Place[]> =>
  page.locator(selector).evaluateAll((faces) =>
    faces
      .map((face) => face.getBoundingClientRect())
      .filter(
        ({ top, left, bottom, right }) =>
          top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth,
      )
      .map(({ x, y, width, height }) => ({ x, y, width, height })),
  );

export type SeenFace = 'letters' | 'square' | 'picture' | 'nothing';

/** What one painted frame shows in the middle half of each place. */
export const readFaces = (frame: PNG, places: readonly Place[]): SeenFace[] =>
  places.map((place) => readFace(frame, place));

function readFace(frame: PNG, { x, y, width, height }: Place): SeenFace {
  const seen = new Set<SeenFace>();
  for (let row = Math.round(y + height / 4); row < y + (height * 3) / 4; row += 1) {
    for (let column = Math.round(x + width / 4); column < x + (width * 3) / 4; column += 1) {
      const [r = 0, g = 0, b = 0] = frame.data.subarray((row * frame.width + column) * 4);
      if (r > 200 && g < 90 && b > 200) return 'letters';
      const isBlack = r < 20 && g < 20 && b < 20;
      const isPanel = r > 235 && g > 235 && b > 235;
      seen.add(isBlack ? 'square' : isPanel ? 'nothing' : 'picture');
    }
  }
  return seen.has('picture') ? 'picture' : seen.has('square') ? 'square' : 'nothing';
}
