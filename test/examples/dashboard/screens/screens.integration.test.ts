import type { Route } from 'playwright';
import { describe, it } from 'vitest';
import { HTML_ERROR, heldRoute } from '../routes.js';
import { setUpDashboard } from '../setUpDashboard.js';
import { expectScreen, expectScreenInColors } from './expectScreen.js';
import { faces, running } from './fixture.js';
import { allPainted, openDetails, openScreen, refreshDetails } from './openScreen.js';

const PHONE = { width: 320, height: 640 };
/** A screen of 1280×1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };

const dashboard = setUpDashboard();

describe('screenshots', () => {
  it('the inbox: light, dark, forced colours, Arabic, with covering details, and on a phone', async () => {
    const page = await openScreen(dashboard());
    await allPainted(page);
    await expectScreenInColors(page, 'inbox');

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

  it('the inbox: a group, a search, and at a zoom of 400 %', async () => {
    const page = await openScreen(dashboard());
    await openDetails(page, 'Harbour Street Market');
    await expectScreen(page, 'group');
    await page.locator('.details [data-chat-avatar-rest]').click();
    await page.locator('[data-chat-avatar-popover]').waitFor();
    await expectScreen(page.locator('[data-chat-avatar-popover]'), 'group-rest');
    await page.keyboard.press('Escape');
    const search = page.getByRole('textbox', { name: /^Search/ });
    await search.fill('on');
    await page.locator('mark').first().waitFor();
    await search.blur();
    await expectScreen(page.locator('.list-pane'), 'search');
    await search.fill('nobody at all');
    await page.getByText('Nothing found').waitFor();
    await search.blur();
    await expectScreen(page.locator('.list-pane'), 'search-nothing');
    await search.fill('');

    await page.setViewportSize(ZOOMED);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('option').first().waitFor();
    await allPainted(page);
    await page.mouse.move(30, 150);
    await expectScreen(page, 'inbox-zoomed');
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Show details' }).click();
    await page.getByRole('button', { name: /^Enlarge/ }).click();
    await page.getByRole('dialog').locator('[data-state="picture"]').last().waitFor();
    await page.mouse.move(5, 100);
    await expectScreen(page, 'enlarged-zoomed');
  });

  it('in Arabic at a zoom of 400 %: the inbox, a conversation, its details, and the contacts', async () => {
    const page = await openScreen(dashboard());
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.locator('[dir=rtl]').first().waitFor();
    await page.setViewportSize(ZOOMED);
    await page.getByRole('option').first().waitFor();
    await allPainted(page);
    await page.mouse.move(290, 150);
    await expectScreen(page, 'inbox-zoomed-arabic');
    await page.getByRole('option').nth(6).click();
    await page.getByRole('log').waitFor();
    await allPainted(page);
    await page.mouse.move(290, 5);
    await expectScreen(page, 'conversation-zoomed-arabic');
    await page.locator('.conversation-who').click();
    await page.locator('.details').waitFor();
    await allPainted(page);
    await expectScreen(page, 'details-zoomed-arabic');
    await page.goto(`${dashboard().origin}/#/contacts`);
    await page.locator('[role=listitem]').first().waitFor();
    await allPainted(page);
    await expectScreen(page, 'contacts-zoomed-arabic');
  });

  it('what lies over the inbox: a hover card, an enlarged face, toasts, the outcome of a refresh, the offline banner', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1200, height: 560 } });
    await allPainted(page);
    await page.locator('.row-face').nth(4).hover();
    await page.getByRole('tooltip').waitFor();
    await expectScreen(page.getByRole('tooltip'), 'hover-card');
    await page.keyboard.press('Escape');

    await refreshDetails(page);
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
  ])('the %s: light, dark, forced colours, Arabic, and on a phone', async (name, hash, ready) => {
    const page = await openScreen(dashboard(), { hash });
    await page.locator(ready).first().waitFor();
    await allPainted(page);
    await expectScreenInColors(page, name);
    await page.setViewportSize(PHONE);
    await allPainted(page);
    await expectScreen(page, `${name}-phone`);
    await page.setViewportSize({ width: 1200, height: 720 });
    await page.getByRole('button', { name: /^Right to left/ }).click();
    await page.mouse.move(600, 5);
    await page.locator('[dir=rtl]').first().waitFor();
    await allPainted(page);
    await expectScreen(page, `${name}-arabic`);
  });

  it('the faces while they load, while the run goes on, and when the server fails', async () => {
    let answer = (_response: Parameters<Route['fulfill']>[0]) => {};
    const answered = new Promise<Parameters<Route['fulfill']>[0]>((resolve) => {
      answer = resolve;
    });
    const page = await openScreen(dashboard(), { viewport: { width: 900, height: 560 } });
    await page.unroute('**/api/faces');
    await page.unroute('**/api/faces/run');
    const held = async (route: Route) => route.fulfill(await answered);
    await page.route('**/api/faces', held);
    await page.route('**/api/faces/run', held);
    await page.getByRole('button', { name: 'Faces' }).click();
    await page.getByRole('status', { name: /^Loading/ }).waitFor();
    await page.mouse.move(450, 5);
    await expectScreenInColors(page, 'faces-loading', ['dark']);
    answer({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expectScreenInColors(page, 'faces-failing', ['dark']);
    await page.unroute('**/api/faces');
    await page.unroute('**/api/faces/run');
    await page.route('**/api/faces', (route) => route.fulfill({ json: faces }));
    await page.route('**/api/faces/run', (route) => route.fulfill({ json: running }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.locator('.face-card').first().waitFor();
    await allPainted(page);
    await page.mouse.move(450, 5);
    await expectScreenInColors(page, 'faces-running', ['dark']);
  });

  it.each([
    ['inbox', ''],
    ['contacts', '#/contacts'],
  ])('the %s while it loads, and when the server fails', async (name, hash) => {
    const { handler, release } = heldRoute((route) => route.fulfill(HTML_ERROR));
    const page = await openScreen(dashboard(), {
      hash,
      viewport: { width: 900, height: 560 },
      answerChats: handler,
    });
    await page.getByRole('status', { name: /^Loading/ }).waitFor();
    await expectScreenInColors(page, `${name}-loading`, ['dark']);
    release();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await expectScreenInColors(page, `${name}-failing`, ['dark']);
  });
});
