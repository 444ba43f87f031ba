import { page } from 'vitest/browser';

/** The box of the dark pixels in an element: its middle and its size, as shares of the element's width. */
export interface InkBox {
  /** How far the middle of the ink is to the right of the middle of the element, and below it. */
  right: number;
  below: number;
  width: number;
  height: number;
}

/** Measures the dark ink in elements on a light ground, all of them in one screenshot of `stage`. */
export async function inkBoxes(stage: HTMLElement, elements: Iterable<Element>): Promise<InkBox[]> {
  const base64 = await page.elementLocator(stage).screenshot({ save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  if (!context) throw new Error('The browser gives no canvas.');
  context.drawImage(image, 0, 0);
  const origin = stage.getBoundingClientRect();
  return [...elements].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const side = Math.round(width);
    const { data } = context.getImageData(left - origin.left, top - origin.top, side, Math.round(height));
    const rows: number[] = [];
    const columns: number[] = [];
    for (let at = 0; at < data.length / 4; at += 1) {
      const [red = 255, green = 255, blue = 255] = data.subarray(4 * at, 4 * at + 3);
      // Emoji have colours of their own.
      if (Math.min(red, green, blue) > 140) continue;
      rows.push(Math.floor(at / side));
      columns.push(at % side);
    }
    const [first, last] = [rows[0] ?? 0, rows.at(-1) ?? 0];
    const [leftmost, rightmost] = columns.reduce(
      ([least, most], column) => [Math.min(least, column), Math.max(most, column)],
      [side, 0],
    );
    return {
      right: ((leftmost + rightmost + 1) / 2 - side / 2) / side,
      below: ((first + last + 1) / 2 - height / 2) / side,
      width: (rightmost + 1 - leftmost) / side,
      height: (last + 1 - first) / side,
    };
  });
}
