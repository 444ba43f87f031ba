import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { SAME_PIXELS } from '../../support/chromium.js';
import { buildOwnPages, serveDashboard, serveWawp } from '../serveDashboard.js';
import { access } from './access.js';
import { DashboardPage } from './DashboardPage.js';
import { failures } from './failures.js';
import { frames } from './frames.js';
import { keyboard } from './keyboard.js';
import { layout } from './layout.js';
import { overlays } from './overlays.js';
import { createColoredPeople } from './people.js';
import { rows } from './rows.js';
import { screens } from './screens/screens.js';
import { states } from './screens/states.js';

let built: Awaited<ReturnType<typeof buildOwnPages>>;
let wawp: Awaited<ReturnType<typeof serveWawp>>;
let served: Awaited<ReturnType<typeof serveDashboard>>;
let dashboard: DashboardPage;
/** Without `SAME_PIXELS`, which lets Chromium scroll on a thread that does not wait for React. */
let scrolling: DashboardPage;

beforeAll(async () => {
  const { chats, draw } = createColoredPeople();
  const axe = new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url);
  [built, wawp] = await Promise.all([buildOwnPages(), serveWawp({ chats, draw })]);
  served = await serveDashboard(built.pages, { account: wawp.account });
  const script = await readFile(axe, 'utf8');
  [dashboard, scrolling] = await Promise.all([
    DashboardPage.launch(served.origin, script, SAME_PIXELS),
    DashboardPage.launch(served.origin, script),
  ]);
}, 120_000);

afterEach(async () => {
  await dashboard?.closePage();
  await scrolling?.closePage();
});

afterAll(async () => {
  await dashboard?.close();
  await scrolling?.close();
  await served?.close();
  await wawp?.close();
  await built?.remove();
});

// They share one server.
describe('frame by frame', () =>
  frames(
    () => scrolling,
    () => dashboard,
  ));
describe('rows', () => rows(() => dashboard));
describe('when the server fails', () => failures(() => dashboard));
describe('by keyboard', () => keyboard(() => dashboard));
describe('overlays', () => overlays(() => dashboard));
describe('layout', () => layout(() => dashboard));
describe('access', () => access(() => dashboard));
describe('screenshots', () => screens(() => dashboard));
describe('screenshots of further states', () => states(() => dashboard));
