import type { Locator, Page } from 'playwright';
import { it } from 'vitest';
import { expectScreenshot } from '../../../support/screenshots/expectScreenshot.js';
import type { DashboardPage } from '../DashboardPage.js';
import { allPainted, openScreen } from './openScreen.js';

const PHONE = { width: 320, height: 640 };

const expectScreen = (part: Page | Locator, name: string) =>
  expectScreenshot(part, `test/examples/dashboard/screens/references/${name}.png`);

export function screens(dashboard: () => DashboardPage) {
  it('the inbox: light, dark, forced colours, Arabic, with covering details, and on a phone', async () => {
    const page = await openScreen(dashboard());
    await allPainted(page);
    await expectScreen(page, 'inbox');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectScreen(page, 'inbox-dark');
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
    await expectScreen(page, 'inbox-forced');
    await page.emulateMedia({ forcedColors: 'none' });

    await page.setViewportSize({ width: 1000, height: 640 });
    await page.getByRole('button', { name: 'Show details' }).click();
    await page.mouse.move(500, 400);
    await expectScreen(page, 'drawer');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.setViewportSize({ width: 1200, height: 720 });
    await page.mouse.move(500, 400);
    await page.locator('.details').waitFor();
    await expectScreen(page, 'inbox-arabic');
    await page.getByRole('button', { name: /^من اليسار إلى اليمين|English|Left to right/ }).click();

    await page.setViewportSize(PHONE);
    await page.mouse.move(160, 20);
    await expectScreen(page, 'inbox-phone');
    await page.getByRole('option').first().click();
    await page.getByRole('log').waitFor();
    await allPainted(page);
    await expectScreen(page, 'conversation-phone');
  });

  it('what lies over the inbox: a hover card, an enlarged face, toasts, the outcome of a refresh, the offline banner', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1200, height: 560 } });
    await allPainted(page);
    await page.locator('.row-face').nth(4).hover();
    await page.getByRole('tooltip').waitFor();
    await expectScreen(page.getByRole('tooltip'), 'hover-card');
    await page.keyboard.press('Escape');

    await page.locator('.details [data-chat-avatar-refresh]').click();
    await page.locator('.toast').waitFor();
    await page.locator('[data-chat-avatar-bubble=open]').waitFor();
    await expectScreen(page.locator('.details'), 'refreshed');
    await page.getByRole('button', { name: /^Copy the chat id/ }).click();
    await page.locator('.toast').nth(1).hover();
    await expectScreen(page.locator('.toasts'), 'toasts');

    await page.locator('.details .enlarge').click();
    await page.getByRole('dialog').waitFor();
    await page.mouse.move(5, 300);
    await expectScreen(page.getByRole('dialog'), 'enlarged');
    await page.keyboard.press('Escape');

    for (let count = await page.locator('.toast').count(); count > 0; count -= 1) {
      await page.getByRole('button', { name: 'Dismiss' }).first().click();
    }
    await page.context().setOffline(true);
    await page.locator('.offline-banner p').waitFor();
    await expectScreen(page.locator('.offline-banner'), 'offline');
  });

  it.each([
    ['contacts', '#/contacts', '[role=listitem]'],
    ['faces', '#/faces', '.face-card'],
  ])('the %s: light, dark, and on a phone', async (name, hash, ready) => {
    const page = await openScreen(dashboard(), { hash });
    await page.locator(ready).first().waitFor();
    await allPainted(page);
    await expectScreen(page, name);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectScreen(page, `${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(PHONE);
    await allPainted(page);
    await expectScreen(page, `${name}-phone`);
  });

  it.each([
    ['inbox', ''],
    ['contacts', '#/contacts'],
  ])('the %s while it loads, and when the server fails', async (name, hash) => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const page = await openScreen(dashboard(), {
      hash,
      viewport: { width: 900, height: 560 },
      answerChats: async (route) => {
        await asked;
        await route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
      },
    });
    await page.getByRole('status', { name: /^Loading/ }).waitFor();
    await expectScreen(page, `${name}-loading`);
    answer();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expectScreen(page, `${name}-failing`);
  });
}
