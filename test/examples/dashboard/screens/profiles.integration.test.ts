import { describe, it } from 'vitest';
import { setUpDashboard } from '../setUpDashboard.js';
import { expectScreen, expectScreenInColors } from './expectScreen.js';
import { chatsPage } from './fixture.js';
import { allPainted, openDetails, openScreen } from './openScreen.js';

const PROFILES = [
  ['kept', 'Zoë de la Cruz'],
  ['hidden', 'Ellen Bright'],
  ['none', 'Quinn'],
  ['failed', 'Íñigo Ortega'],
] as const;

const dashboard = setUpDashboard();

describe('screenshots of details, of an empty inbox and of a wide window', () => {
  it('the details of each state of a picture, and of a group: light, dark and forced colours', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1200, height: 720 } });
    await allPainted(page);
    for (const [state, name] of PROFILES) {
      await openDetails(page, name);
      await page.locator('.picture-status').filter({ hasNotText: 'Looking for' }).waitFor();
      await expectScreenInColors(page.locator('.profile'), `profile-${state}`);
    }
    await openDetails(page, 'Harbour Street Market');
    await expectScreenInColors(page.locator('.details'), 'group-details');
  });

  it('the inbox of an account without conversations: light, dark and forced colours', async () => {
    const page = await openScreen(dashboard(), {
      viewport: { width: 900, height: 560 },
      answerChats: (route) => route.fulfill({ json: { ...chatsPage, chats: [] } }),
    });
    await page.getByText('This account has no conversation yet.').waitFor();
    await expectScreenInColors(page, 'inbox-empty');
  });

  it('a wide window: the inbox, the contacts and the faces', async () => {
    const page = await openScreen(dashboard(), { viewport: { width: 1440, height: 900 } });
    await allPainted(page);
    await expectScreen(page, 'inbox-wide');
    for (const [name, title] of [
      ['contacts', 'Contacts'],
      ['faces', 'Faces'],
    ] as const) {
      await page.getByRole('button', { name: title, exact: true }).click();
      await page.mouse.move(700, 5);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      await allPainted(page);
      await expectScreen(page, `${name}-wide`);
    }
  });
});
