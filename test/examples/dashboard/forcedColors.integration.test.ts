import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { heldRoute } from './routes.js';
import { faces, run } from './screens/fixture.js';
import { allPainted, openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const dashboard = setUpDashboard();

/**
 * Chromium computes a forced colour anew when a control becomes enabled, and paints it only if a rule of the page names another one:
 * the look before and after the browser had to paint all of it again.
 */
describe('forced colours', () => {
  it('paints a filter that has got its number as enabled', async () => {
    const page = await openScreen(dashboard(), { forcedColors: 'active' });
    const { handler, release } = heldRoute((route) =>
      route.fulfill({ json: route.request().url().endsWith('run') ? run : faces }),
    );
    await page.unroute('**/api/faces');
    await page.unroute('**/api/faces/run');
    await page.route('**/api/faces**', handler);
    await page.getByRole('button', { name: 'Faces' }).click();
    await page.mouse.move(600, 5);
    const tiles = page.locator('.tiles');
    await tiles.locator('.tile:disabled').first().waitFor();
    // Painted once while they are disabled.
    await tiles.screenshot();
    release();
    await tiles.locator('.tile:enabled').first().waitFor();
    await allPainted(page);
    await expectPainted(tiles);
    expect(await colorsOf(tiles.locator('.tile:disabled'))).toEqual(['GrayText']);
  });

  it('paints the buttons of a profile and of a message as disabled while they are', async () => {
    const page = await openScreen(dashboard(), { forcedColors: 'active' });
    await allPainted(page);
    const refresh = page.getByRole('button', { name: 'Refresh profile' });
    const send = page.getByRole('button', { name: 'Send' });
    expect(await colorsOf(refresh)).toEqual(['ButtonText']);
    expect(await colorsOf(send)).toEqual(['GrayText']);
    await refresh.click();
    await page.getByText(/^Available again/).waitFor();
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Hello');
    await page.mouse.move(600, 5);
    expect(await colorsOf(refresh)).toEqual(['GrayText']);
    expect(await colorsOf(send)).toEqual(['ButtonText']);
    await expectPainted(refresh);
    await expectPainted(send);
  });
});

/** The names of the system colours that the letters and the border of controls have. */
const colorsOf = (controls: Locator) =>
  controls.evaluateAll((all) => {
    const probe = document.body.appendChild(document.createElement('button'));
    const names = ['GrayText', 'ButtonText'].map((name) => {
      probe.style.color = name;
      return [getComputedStyle(probe).color, name] as const;
    });
    probe.remove();
    const nameOf = new Map(names);
    return [
      ...new Set(
        all.flatMap((control) => {
          const { color, borderTopColor } = getComputedStyle(control);
          return [color, borderTopColor].map((each) => nameOf.get(each) ?? each);
        }),
      ),
    ];
  });

async function expectPainted(part: Locator) {
  const before = await part.screenshot({ animations: 'disabled', caret: 'hide' });
  await part.evaluate(async (element: HTMLElement) => {
    element.style.visibility = 'hidden';
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    element.style.visibility = '';
  });
  const after = await part.screenshot({ animations: 'disabled', caret: 'hide' });
  expect(after.equals(before), 'the same pixels after it is painted again').toBe(true);
}
