import type { Locator, Page } from 'playwright';
import { expectScreenshot } from '../../../support/screenshots/expectScreenshot.js';

/** Compares a page of the dashboard, or a part of it, with the reference of this name. */
export const expectScreen = (part: Page | Locator, name: string) =>
  expectScreenshot(part, `test/examples/dashboard/screens/references/${name}.png`);

const COLORS = {
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;

type Color = keyof typeof COLORS;

/** `compare` in light, in dark and in forced colours, or in those that are named, on the page that is open: another one takes seconds. */
export async function inColors(
  page: Page,
  compare: (suffix: string) => Promise<unknown>,
  colors: readonly Color[] = ['dark', 'forced'],
): Promise<void> {
  await compare('');
  for (const color of colors) {
    await page.emulateMedia(COLORS[color]);
    await compare(`-${color}`);
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
}

export const expectScreenInColors = (part: Page | Locator, name: string, colors?: readonly Color[]) =>
  inColors('page' in part ? part.page() : part, (suffix) => expectScreen(part, name + suffix), colors);
