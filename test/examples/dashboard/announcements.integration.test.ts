import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { setUpDashboard } from './setUpDashboard.js';

/** Writes down what comes into live regions, which is what screen readers announce. Runs before the scripts of the page. */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const announced: string[] = [];
    Object.assign(window, { announced });
    const regionOf = (node: Node) =>
      (node instanceof Element ? node : node.parentElement)?.closest(
        '[role=status], [role=alert], [aria-live]',
      );
    const said = new WeakMap<Element, string>();
    new MutationObserver((mutations) => {
      const regions = new Set(mutations.map(({ target }) => regionOf(target)));
      for (const region of regions) {
        const words = region?.textContent?.trim() ?? '';
        if (!region || said.get(region) === words) continue;
        said.set(region, words);
        if (words !== '') announced.push(words);
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });

const announcements = (page: Page, since = 0) =>
  page.evaluate((start) => (window as unknown as { announced: string[] }).announced.slice(start), since);

const dashboard = setUpDashboard();

describe('what screen readers announce', () => {
  it('the outcome of a refresh on the face: once, although a toast shows it too', async () => {
    const page = await dashboard().open({ prepare: listen });
    // Not the first chat: another test refreshes it, and the server answers a second refresh within a minute as throttled.
    await page.getByRole('option').nth(5).click();
    await page.locator('.profile [data-state="picture"]').waitFor();
    const before = (await announcements(page)).length;
    await page.locator('.details [data-chat-avatar-refresh]').click();
    await page.locator('.toast').getByText('Unchanged: this is still the latest picture.').waitFor();
    await expect.poll(() => announcements(page, before)).toContain('Same picture, checked just now.');
    const outcomes = (await announcements(page, before)).filter((words) => words !== 'Refreshing picture…');
    expect(outcomes).toEqual(['Same picture, checked just now.']);
  });

  it('the outcome of "Refresh profile": once', async () => {
    const page = await dashboard().open({ prepare: listen });
    await page.getByRole('option').nth(6).click();
    await page.locator('.profile [data-state="picture"]').waitFor();
    const before = (await announcements(page)).length;
    await page.getByRole('button', { name: 'Refresh profile' }).click();
    await page
      .locator('.outcome')
      .getByText(/^Unchanged/)
      .waitFor();
    expect(await announcements(page, before)).toEqual(['Unchanged: this is still the latest picture.']);
  });

  it('a toast of something else: once', async () => {
    const page = await dashboard().open({ prepare: listen, permissions: ['clipboard-write'] });
    await page.locator('.profile [data-state="picture"]').waitFor();
    const before = (await announcements(page)).length;
    await page.getByRole('button', { name: 'Copy the chat id' }).click();
    await page.locator('.toast').waitFor();
    expect(await announcements(page, before)).toEqual([expect.stringMatching(/^Copied: \d+@c\.us$/)]);
  });
});
