import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { allPainted, openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const dashboard = setUpDashboard();

describe('forced colours', () => {
  it('gives the buttons of a profile and of a message the colours of disabled ones while they are', async () => {
    const page = await openScreen(dashboard(), { forcedColors: 'active' });
    await allPainted(page);
    const refresh = page.getByRole('button', { name: 'Refresh profile' });
    const send = page.getByRole('button', { name: 'Send' });
    expect(await colorsOf(refresh)).toEqual(['ButtonText']);
    expect(await colorsOf(send)).toEqual(['GrayText']);
    await refresh.click();
    await page.getByText(/^Available again/).waitFor();
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Hello');
    expect(await colorsOf(refresh)).toEqual(['GrayText']);
    expect(await colorsOf(send)).toEqual(['ButtonText']);
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
