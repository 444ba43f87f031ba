import type { Frame, Page } from 'playwright';
import { type Box, Pixels } from './pixels.js';

/** The measured elements, by the name that the checks use: selectors inside the cells of the specimen. */
const PARTS = {
  root: '[data-chat-avatar]',
  badge: '[data-chat-avatar-badge]',
  lock: '[data-chat-avatar-lock]',
  refresh: '[data-chat-avatar-refresh]',
  rest: '[data-chat-avatar-rest]',
  popover: '[data-chat-avatar-popover]',
  plain: '[data-plain]',
};

export type Part = keyof typeof PARTS;

export interface Capture {
  pixels: Pixels;
  /** The popover of the group, open. */
  popover: Pixels;
  /** The box of a part, in the cell with this id; the cell's own without a part. */
  box(cell: string, part?: Part): Box;
  /** The boxes of all avatars in a cell. */
  boxes(cell: string): Box[];
}

/** Waits until the specimen is painted, and takes its picture, closed and with an open popover. */
export async function capture(page: Page, scope: Page | Frame = page): Promise<Capture> {
  await scope.locator('#picture [data-chat-avatar][data-state="picture"]').waitFor();
  await scope.locator('#lock [data-chat-avatar][data-state="restricted"]').waitFor();
  await page.evaluate(() => document.fonts.ready);
  const pixels = new Pixels(await page.screenshot({ animations: 'disabled' }));
  const closed = await measure(scope);
  await scope.locator('#group button[data-chat-avatar-rest]').click();
  await scope.locator('#group [data-chat-avatar-popover]').waitFor();
  const popover = new Pixels(await page.screenshot({ animations: 'disabled' }));
  const open = await measure(scope);
  const all = (key: string) => (key.endsWith(' popover') ? open : closed).get(key) ?? [];
  return {
    pixels,
    popover,
    box(cell, part) {
      const [box] = all(part ? `${cell} ${part}` : cell);
      if (!box) throw new Error(`The specimen has no ${part ?? 'cell'} in #${cell}.`);
      return box;
    },
    boxes: (cell) => all(`${cell} root`),
  };
}

/** Measures every cell, and the parts in it, in one call. Keys are `<cell>` and `<cell> <part>`. */
async function measure(scope: Page | Frame): Promise<Map<string, Box[]>> {
  const entries = await scope.locator('.specimen').evaluate((specimen, parts) => {
    const boxesOf = (elements: Iterable<Element>) =>
      [...elements].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      });
    return [...specimen.querySelectorAll('.specimen-cell')].flatMap((cell): [string, Box[]][] => [
      [cell.id, boxesOf([cell])],
      ...Object.entries(parts).map(([part, selector]): [string, Box[]] => [
        `${cell.id} ${part}`,
        boxesOf(cell.querySelectorAll(selector)),
      ]),
    ]);
  }, PARTS);
  return new Map(entries);
}
