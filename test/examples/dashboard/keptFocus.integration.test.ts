import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { CHATS, HTML_ERROR } from './routes.js';
import { openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const PHONE = { width: 390, height: 800 };

const dashboard = setUpDashboard();

/** WCAG 2.4.3: a pressed control that leaves the page takes the focus with it, unless something gives it back. */
describe('the focus stays in the page', () => {
  it('when a toast is dismissed: where it was before', async () => {
    // Its toasts stay until they are dismissed, on a slow machine as well.
    const page = await openScreen(dashboard());
    await press(page, 'Copy the chat id');
    await page.locator('.toast').waitFor();
    await press(page, 'Dismiss');
    await page.locator('.toast').waitFor({ state: 'detached' });
    expect(await dashboard().focused()).toBe('Copy the chat id');
  });

  it('when a search is cleared by the button below it: in the field', async () => {
    const page = await dashboard().open();
    const search = page.getByRole('textbox', { name: /^Search/ });
    await search.fill('nobody at all');
    await press(page, 'Show all conversations');
    await page.getByRole('option').first().waitFor();
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('when a list that failed is loaded, and one that could not be updated', async () => {
    const page = await dashboard().open({
      prepare: (opened) => opened.route(CHATS, (route) => route.fulfill(HTML_ERROR)),
    });
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute(CHATS);
    await press(page, 'Try again');
    await page.getByRole('option').first().waitFor();
    expect(await place(page)).toBe('main');
    await expect.poll(() => dashboard().saved()).toContain('"chats"');
    await page.route(CHATS, (route) => route.fulfill(HTML_ERROR));
    await page.reload();
    await page.locator('.update-failed').waitFor();
    await page.unroute(CHATS);
    await press(page, 'Try again');
    await page.locator('.update-failed').waitFor({ state: 'detached' });
    expect(await place(page)).toBe('main');
  });

  it('when the details beside a conversation are closed, and when they show a member of a group', async () => {
    const page = await dashboard().open();
    const details = page.getByRole('complementary', { name: 'Details' });
    await page.getByRole('option').filter({ hasText: 'Group:' }).first().click();
    await page.locator('.member').first().waitFor();
    await page.locator('.member').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.member').first().waitFor({ state: 'detached' });
    expect(await place(page)).toBe('main');
    await page.locator('.conversation-title button').focus();
    await details.getByRole('button', { name: 'Hide details' }).focus();
    await page.keyboard.press('Enter');
    await details.waitFor({ state: 'detached' });
    expect(
      await page.locator('.conversation-title button').evaluate((title) => title === document.activeElement),
    ).toBe(true);
  });

  it('when a contact is opened: in the content', async () => {
    const page = await dashboard().open({ hash: '#/contacts' });
    await page.locator('.contact').first().waitFor();
    await page.locator('.contact').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('log').waitFor();
    expect(await place(page)).toBe('main');
  });

  it('when a conversation takes the place of the list on a phone, and back', async () => {
    const page = await dashboard().open({ viewport: PHONE });
    await page.getByRole('option').first().waitFor();
    await page.getByRole('textbox', { name: /^Search/ }).focus();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('log').waitFor();
    expect(await place(page)).toBe('main');
    await press(page, 'Back to the list');
    await page.getByRole('option').first().waitFor();
    // Not in the field that had it before, which would open the keyboard of the phone.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});

async function press(page: Page, name: string) {
  await page.getByRole('button', { name }).focus();
  await page.keyboard.press('Enter');
}

/** The part of the page that has the focus, and is visible. Browsers take the focus from a hidden element with the next frame. */
const place = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return document.activeElement?.closest('nav, main, body')?.localName;
  });
