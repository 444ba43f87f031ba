import { afterAll, afterEach, beforeAll } from 'vitest';
import { SAME_PIXELS } from '../../support/chromium.js';
import { serveDashboard, serveWawp } from '../serveDashboard.js';
import { DashboardPage } from './DashboardPage.js';
import { createColoredPeople } from './people.js';

/** One dashboard for the tests of a file, in a browser that paints the same pixels on each machine. */
export function setUpDashboard(): () => DashboardPage {
  const [dashboard] = setUpDashboards(SAME_PIXELS);
  return dashboard;
}

/** The same in several browsers, one for each list of arguments of Chromium. All show one server. */
export function setUpDashboards<Lists extends readonly string[][]>(...browserArguments: Lists) {
  const closing: (() => Promise<unknown>)[] = [];
  let dashboards: DashboardPage[] = [];

  beforeAll(async () => {
    const { chats, draw } = createColoredPeople();
    const wawp = await serveWawp({ chats, draw });
    closing.push(wawp.close);
    const served = await serveDashboard({ account: wawp.account });
    closing.push(served.close);
    dashboards = await Promise.all(browserArguments.map((args) => DashboardPage.launch(served.origin, args)));
    closing.push(...dashboards.map((dashboard) => dashboard.close));
  });

  afterEach(async () => {
    await Promise.all(dashboards.map((dashboard) => dashboard.closePage()));
  });

  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  return browserArguments.map((_, index) => () => dashboards[index]) as {
    [Index in keyof Lists]: () => DashboardPage;
  };
}
