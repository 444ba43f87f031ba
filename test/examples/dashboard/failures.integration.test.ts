import { describe, expect, it } from 'vitest';
import { CHATS, HTML_ERROR, heldRoute } from './routes.js';
import { setUpDashboard } from './setUpDashboard.js';

const PAGES = [
  { hash: '', role: 'option', title: 'conversations', loaded: '2,000 conversations' },
  { hash: '#/contacts', role: 'listitem', title: 'contacts', loaded: /^1,\d{3} contacts$/ },
] as const;

const dashboard = setUpDashboard();

describe('when the server fails', () => {
  it.each(PAGES)(
    '$title: a skeleton, the failure by name, and "Try again"',
    async ({ hash, title, loaded }) => {
      const { handler, release } = heldRoute((route) => route.fulfill(HTML_ERROR));
      const page = await dashboard().open({
        hash,
        prepare: (opened) => opened.route(CHATS, handler),
      });
      await page.getByRole('status', { name: `Loading ${title}` }).waitFor();
      release();
      const alert = page.getByRole('alert');
      await alert.getByText(`The ${title} could not be loaded`).waitFor();
      await alert.getByText('The dashboard’s server failed. Try again later.').waitFor();
      await page.unroute(CHATS);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await page.getByText(loaded).waitFor();
    },
  );

  it('says beside the list that there is nothing to open', async () => {
    const page = await dashboard().open({
      prepare: (opened) => opened.route(CHATS, (route) => route.fulfill(HTML_ERROR)),
    });
    const pane = page.getByRole('region', { name: 'Conversation', exact: true });
    await pane.getByText('No conversation to open').waitFor();
    await page.unroute(CHATS);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('log').waitFor();
  });

  it.each(PAGES)(
    '$title: a list that could not be updated stays, and says so',
    async ({ hash, role, title }) => {
      const page = await dashboard().open({ hash });
      await page.getByRole(role).first().waitFor();
      await expect.poll(() => dashboard().saved()).toContain('"chats"');
      await page.route(CHATS, (route) => route.fulfill(HTML_ERROR));
      await page.reload();
      const alert = page.getByRole('alert');
      await alert.getByText(`The ${title} could not be updated.`).waitFor();
      await page.getByRole(role).first().waitFor();
      await page.unroute(CHATS);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(() => alert.count()).toBe(0);
    },
  );

  it('works where the browser blocks storage', async () => {
    const page = await dashboard().open({
      prepare: (opened) =>
        opened.addInitScript(() => {
          for (const name of ['indexedDB', 'localStorage']) {
            Object.defineProperty(window, name, {
              get() {
                throw new DOMException('Blocked.', 'SecurityError');
              },
            });
          }
        }),
    });
    await page.locator('[role=option] [data-chat-avatar][data-state="picture"]').first().waitFor();
    expect(dashboard().watched.complaints).toEqual([]);
  });

  it('has a banner while the browser is offline', async () => {
    const page = await dashboard().open();
    await page.getByRole('option').first().waitFor();
    await page.context().setOffline(true);
    await page.getByText(/^You are offline/).waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => page.getByText(/^You are offline/).count()).toBe(0);
  });
});
