import { wcagContrast } from 'culori';
import type { Locator } from 'playwright';
import { describe, expect, it } from 'vitest';
import { axeViolations } from '../../support/axeViolations.js';
import { running } from './screens/fixture.js';
import { allPainted, openDetails, openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const dashboard = setUpDashboard();

/** Only the contrast of 7:1 (WCAG 1.4.6). The letters of avatars have colours of their own. */
const ENHANCED = { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } };

describe('more contrast', () => {
  it.each(['light', 'dark'] as const)(
    'text has 7:1 and fields have an edge of 3:1: %s',
    async (colorScheme) => {
      const page = await openScreen(dashboard(), { colorScheme, contrast: 'more' });
      await page.route('**/api/faces/run', (route) => route.fulfill({ json: running }));
      const weak = async () =>
        (await axeViolations(page, { rules: ENHANCED })).filter(
          (violation) => !violation.includes('chat-avatar'),
        );
      await allPainted(page);
      await openDetails(page, 'Harbour Street Market');
      expect(await weak(), 'inbox').toEqual([]);
      expect(await contrastOfEdge(page.getByRole('textbox', { name: 'Write a message' }))).toBeGreaterThan(3);
      expect(await contrastOfEdge(page.locator('.search'))).toBeGreaterThan(3);
      expect(await contrastOfEdge(page.getByRole('button', { name: 'Refresh profile' }))).toBeGreaterThan(3);
      for (const title of ['Contacts', 'Faces']) {
        await page.getByRole('button', { name: title, exact: true }).click();
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await allPainted(page);
        expect(await weak(), title).toEqual([]);
      }
      const card = page.locator('.face-card[data-outcome=none]').first();
      await card.hover();
      const chip = await card.locator('.face-chip').evaluate((element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return [color, backgroundColor] as const;
      });
      expect(wcagContrast(...chip), 'on a card under the pointer').toBeGreaterThanOrEqual(7);
      expect(
        await contrastOfEdge(page.locator('.tile:enabled:not([aria-pressed=true])').first()),
      ).toBeGreaterThan(3);
    },
  );
});

/** Of the border with the ground around the part. */
async function contrastOfEdge(part: Locator): Promise<number> {
  const [edge, ground] = await part.evaluate((element) => {
    let around = element.parentElement;
    while (around && getComputedStyle(around).backgroundColor === 'rgba(0, 0, 0, 0)')
      around = around.parentElement;
    return [
      getComputedStyle(element).borderTopColor,
      getComputedStyle(around ?? document.body).backgroundColor,
    ];
  });
  return wcagContrast(edge, ground);
}
