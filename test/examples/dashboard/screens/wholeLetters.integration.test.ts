import type { Locator } from 'playwright';
import { expect, it } from 'vitest';
import { setUpDashboard } from '../setUpDashboard.js';
import { allPainted, openDetails, openScreen } from './openScreen.js';

const dashboard = setUpDashboard();

/** The pixels of an element and of what is just above and below it. */
async function pixelsAround(element: Locator): Promise<Buffer> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It is not displayed.');
  const clip = { x: box.x, y: box.y - 4, width: box.width, height: box.height + 8 };
  return element.page().screenshot({ clip, animations: 'disabled', caret: 'hide', scale: 'css' });
}

// Without its dots, the last letter of this name is another one.
it.each([
  ['a row', '', '.row-name'],
  ['the header of a conversation', '', '.conversation-title .personal-text'],
  ['the contacts', '#/contacts', '.contact-name'],
])('cuts nothing off above or below an Arabic name in %s', async (_, hash, selector) => {
  const page = await openScreen(dashboard(), { hash });
  if (hash === '') await openDetails(page, 'محمد علي');
  const name = page.locator(selector).filter({ hasText: 'محمد علي' }).first();
  await name.waitFor();
  await allPainted(page);
  const shown = await pixelsAround(name);
  await name.evaluate((element) => {
    element.style.overflow = 'visible';
  });
  expect((await pixelsAround(name)).equals(shown)).toBe(true);
});
