import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { allPainted, openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const dashboard = setUpDashboard();

describe('forced colours', () => {
  it('gives parts an edge in place of a background, and disabled buttons the colours of disabled ones', async () => {
    const page = await openScreen(dashboard(), { forcedColors: 'active' });
    await allPainted(page);
    // The dot has a gap around it, and the chip has an edge in place of its background.
    expect(await edgesOf(page.locator('.rail-dot'))).toEqual(['2px solid Canvas']);
    expect(await edgesOf(page.locator('.demo-chip'))).toEqual(['1px solid CanvasText']);
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

/** The upper border of each element, with the name of its system colour. */
const edgesOf = (parts: Locator) =>
  parts.evaluateAll((all) => {
    const probe = document.body.appendChild(document.createElement('span'));
    const nameOf = new Map(
      ['Canvas', 'CanvasText'].map((name) => {
        probe.style.color = name;
        return [getComputedStyle(probe).color, name];
      }),
    );
    probe.remove();
    return all.map((part) => {
      const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(part);
      return `${borderTopWidth} ${borderTopStyle} ${nameOf.get(borderTopColor) ?? borderTopColor}`;
    });
  });
