import type { Locator, Page } from 'playwright';
import { expectScreenshot } from '../../../support/screenshots/expectScreenshot.js';

/** Compares a page of the dashboard, or a part of it, with the reference of this name. */
export const expectScreen = (part: Page | Locator, name: string) =>
  expectScreenshot(part, `test/examples/dashboard/screens/references/${name}.png`);
