import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { createColoredPeople } from './people.js';
import { openScreen } from './screens/openScreen.js';
import { setUpDashboard } from './setUpDashboard.js';

const dashboard = setUpDashboard();

describe('rows', () => {
  const { chats, unnamed } = createColoredPeople();
  const option = (index: number) => dashboard().page.locator(`[role=option][aria-posinset="${index + 1}"]`);

  it('has a ring for unread, a badge on each face, and a lock on a hidden one', async () => {
    const page = await dashboard().open();
    await page.getByRole('option').first().waitFor();
    const unread = page.locator('[role=option][data-unread]');
    expect(await unread.count()).toBeGreaterThan(0);
    expect(await unread.count()).toBe(await page.locator('[role=option] [data-ring="unread"]').count());
    await option(3).locator('[data-chat-avatar-lock]').waitFor();
    const badges = page.locator('[role=option] :is(.channel, .presence, [data-chat-avatar-lock])');
    expect(await badges.count()).toBe(await page.getByRole('option').count());
  });

  it('marks groups, names the sender of their latest message, and never shows an id as a title', async () => {
    const page = await dashboard().open();
    const group = option(unnamed);
    await group.scrollIntoViewIfNeeded();
    expect(await group.textContent()).not.toContain('@g.us');
    await group.getByText(/ and \d+ more$/).waitFor();
    await group.getByText('Group:').waitFor({ state: 'attached' });
    await group.locator('.row-sender').waitFor();
    await group.click();
    const sender = (await group.locator('.row-sender').textContent())?.replace(':', '') ?? '';
    await page.locator('.message').last().locator('.sender', { hasText: sender }).waitFor();
  });

  it('writes phone numbers with spaces, and finds them with and without', async () => {
    const page = await dashboard().open();
    const phone = (await page.locator('.profile-line bdi').textContent()) ?? '';
    expect(phone).toMatch(/^\+\d{1,3} \d/);
    for (const query of [phone, phone.replaceAll(' ', '')]) {
      await page.getByRole('textbox', { name: /^Search/ }).fill(query);
      await page.locator('[role=option] mark').getByText(phone.slice(1), { exact: true }).waitFor();
      expect(await page.getByRole('option').count()).toBe(1);
    }
  });

  it('marks what the search found, accents aside', async () => {
    const page = await dashboard().open();
    await page.getByRole('textbox', { name: /^Search/ }).fill('lopez');
    await page.locator('[role=option] mark').getByText('López', { exact: true }).first().waitFor();
  });

  it('has a tooltip on a name exactly when it is cut off', async () => {
    const page = await dashboard().open({ viewport: { width: 400, height: 800 } });
    const name = option(0).locator('.row-name');
    await name.hover();
    expect(await name.getAttribute('title')).toBeNull();
    await page.setViewportSize({ width: 200, height: 800 });
    await option(1).hover();
    await name.hover();
    expect(await name.getAttribute('title')).toBe(chats[0]?.name);
  });

  it.each([
    ['contact', '.contact-name', (page: Page) => page.getByRole('button', { name: 'Contacts' }).click()],
    ['member of a group', '.member-name', () => option(unnamed).click()],
  ])('has a tooltip on the name of a %s exactly when it is cut off', async (_, selector, show) => {
    const page = await dashboard().open({ viewport: { width: 1440, height: 900 } });
    await show(page);
    const name = page.locator(selector).first();
    await name.hover();
    expect(await name.getAttribute('title')).toBeNull();
    await name.evaluate((element) => {
      (element as HTMLElement).style.maxInlineSize = '20px';
    });
    await page.mouse.move(0, 0);
    await name.hover();
    expect(await name.getAttribute('title')).toBe(await name.textContent());
  });

  it('has the whole name in the hover card of a header that cuts it off', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 390, height: 700 } });
    const name = 'Bernardo Alexandre Cavalcanti de Albuquerque';
    await page.getByRole('option', { name }).click();
    const title = page.locator('.conversation-title');
    const isCutOff = (element: Element) => element.scrollWidth > element.clientWidth;
    expect(await title.locator('.personal-text').evaluate(isCutOff)).toBe(true);
    await title.hover();
    const whole = page.getByRole('tooltip').locator('.hover-card-name');
    await whole.waitFor();
    expect(await whole.textContent()).toBe(name);
    expect(await whole.evaluate(isCutOff)).toBe(false);
  });
});
