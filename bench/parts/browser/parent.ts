import type { Bench } from '../../harness/Bench.js';
import { buildPage } from '../../harness/build.js';
import { interleave } from '../../harness/interleave.js';
import { withPage } from '../../harness/page/avatars.js';
import { inspect, openBrowser } from '../../harness/page/browser.js';
import { countElements } from '../../harness/page/countElements.js';
import { send, sendPage, serve } from '../../harness/page/site.js';
import type { parentPage } from '../../pages/parent.js';
import { exactRow, OURS, rowOf } from '../../report/rows.js';

declare global {
  interface Window {
    parentPage: typeof parentPage;
    elementsOfOurs: number;
  }
}

const FLOOR = 'memo';
const TIMES = 50;

/** A parent that renders 300 avatars again, with nothing changed: none of them has to render. */
export async function parent({ packages, rounds }: Bench) {
  const pages = {
    timed: await buildPage(packages, 'parent.tsx'),
    counted: await buildPage(packages, 'parent.tsx', { plugins: [countElements()] }),
  };
  const pageOf = (path: string) => (path.startsWith('counted') ? 'counted' : 'timed');
  const site = await serve({
    '/script/': (path, response) =>
      send(response, 'text/javascript; charset=utf-8', pages[pageOf(path)].script),
    '/': (path, response) => sendPage(response, pages[pageOf(path)], `/script/${pageOf(path)}`),
  });
  const browser = await openBrowser();
  const open = async (path: string) => {
    const page = await browser.context.newPage();
    await page.goto(`${site.origin}/${path}`);
    return page;
  };
  try {
    const { ms = {} } = await interleave([FLOOR, OURS], rounds, async (column) =>
      withPage(await open(column === OURS ? 'timed' : 'timed?floor'), async (page) => {
        const { cpuOf } = await inspect(page);
        const renderAgain = () => page.evaluate((times) => window.parentPage.renderAgain(times), TIMES);
        await renderAgain();
        return { ms: (await cpuOf(renderAgain)) / TIMES };
      }),
    );
    const elements = await withPage(await open('counted'), (page) =>
      page.evaluate(() => {
        const first = window.elementsOfOurs;
        window.parentPage.renderAgain(1);
        return { first, again: window.elementsOfOurs - first };
      }),
    );
    if (elements.first === 0) throw new Error('The counter of elements counts nothing.');
    const labels = { [FLOOR]: 'a span in memo', [OURS]: 'chat-avatar' };
    return {
      title: 'A parent that renders 300 avatars again',
      rows: {
        time: rowOf(ms, {
          what: 'nothing changed',
          unit: 'ms',
          floor: FLOOR,
          labels,
          target: { of: 'ratio', atMost: 1.1 },
        }),
        elements: exactRow('elements that avatars create', '', elements.again, {
          target: { of: 'value', atMost: 0 },
        }),
      },
      growth: {},
      chromium: browser.version,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}
