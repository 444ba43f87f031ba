import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { recordAnnouncements } from '../../support/recordAnnouncements.js';
import { setUpDashboard } from './setUpDashboard.js';

const listen = (page: Page) => page.addInitScript(recordAnnouncements);

const announcements = (page: Page, since = 0) =>
  page.evaluate((start) => window.announced.slice(start), since);

const dashboard = setUpDashboard();

describe('what screen readers announce', () => {
  it('the progress and the outcome of the first refresh on a face: once each, although a toast shows it too', async () => {
    const page = await dashboard().open({ prepare: listen });
    // Not the first chat: another test refreshes it, and the server answers a second refresh within a minute as throttled.
    await page.getByRole('option').nth(5).click();
    await page.locator('.profile [data-state="picture"]').waitFor();
    const before = (await announcements(page)).length;
    await page.locator('.details [data-chat-avatar-refresh]').click();
    await page.locator('.toast').getByText('Unchanged: this is still the latest picture.').waitFor();
    await expect.poll(() => announcements(page, before)).toContain('Same picture, checked just now.');
    expect(await announcements(page, before)).toEqual([
      'Refreshing picture…',
      'Same picture, checked just now.',
    ]);
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
