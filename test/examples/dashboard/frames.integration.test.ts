import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { SAME_PIXELS } from '../../support/chromium.js';
import { recordFrames } from '../../support/frames.js';
import { COUNT } from './people.js';
import { markRows, ROW_HEIGHT, readRows } from './rowsInFrames.js';
import { setUpDashboards } from './setUpDashboard.js';

/** The list alone, so that a frame is small. */
const VIEWPORT = { width: 360, height: 640 };

/** px/s: three times as fast as the hardest fling that Android allows. */
const FLING = 24_000;

/** The first scrolls on the thread that renders, as on common screens; the second on another one, as on sharp screens. */
const [dashboard, composited] = setUpDashboards([], SAME_PIXELS);

describe('frame by frame', () => {
  const open = async (browser = dashboard, deviceScaleFactor = 1) => {
    const options = {
      viewport: VIEWPORT,
      colorScheme: 'light',
      deviceScaleFactor,
      prepare: markRows,
    } as const;
    const page = await browser().open(options);
    await page.getByRole('option').first().waitFor();
    const box = await page.getByRole('listbox').boundingBox();
    if (box === null) throw new Error('There is no list.');
    return { page, top: Math.ceil(box.y), bottom: Math.floor(box.y + box.height) };
  };

  it('paints no letter over a known face after a reload', async () => {
    const { page, top, bottom } = await open();
    // The fourth hides its picture.
    const faces = page.locator('[role=option]:not(:nth-child(4)) [data-chat-avatar]');
    const visible = Math.floor((bottom - top) / 72);
    const allPainted = async () => {
      for (let index = 0; index < visible - 1; index += 1) {
        await faces.nth(index).and(page.locator('[data-state="picture"]')).waitFor();
      }
    };
    await allPainted();
    await expect
      .poll(async () => (await dashboard().saved()).split('"chat-picture"').length - 1)
      .toBeGreaterThanOrEqual(visible);

    const recorded = await recordFrames(page, async () => {
      await page.reload();
      await allPainted();
    });
    const seen = recorded.map((frame) => readRows(frame, top, bottom));
    const painted = seen.slice(seen.findLastIndex(({ rows }) => rows === 0) + 1);
    expect(painted.length).toBeGreaterThan(0);
    expect(painted.at(-1)?.pictures).toBe(visible - 1);
    // The one that is hidden.
    for (const frame of painted) expect(frame).toMatchObject({ letters: 1, wrong: [], blank: 0 });
  });

  it('leaves no blank row and shows no wrong face in a fling through 2,000 rows', async () => {
    const { page, top, bottom } = await open();
    const recorded = await recordFrames(page, () => fling(page));
    const seen = recorded.map((frame) => readRows(frame, top, bottom));
    expect(seen.length).toBeGreaterThan(5);
    for (const frame of seen) expect(frame).toMatchObject({ blank: 0, wrong: [] });
    await lastRow(page).waitFor();
  });

  it('shows skeletons, and no empty place or wrong face, in a fling that is faster than React renders', async () => {
    const { page, top, bottom } = await open(composited, 2);
    const recorded = await recordFrames(page, () => fling(page));
    const seen = recorded.map((frame) => readRows(frame, top, bottom));
    expect(seen.length).toBeGreaterThan(5);
    const emptiest = Math.max(...seen.map(({ empty }) => empty));
    // A skeleton that lies between two faces may be a whole gap of 24 px away from both.
    expect(emptiest, 'px without a face or a skeleton').toBeLessThan(ROW_HEIGHT);
    expect(seen.flatMap(({ wrong }) => wrong)).toEqual([]);
    // React catches up.
    await lastRow(page).waitFor();
    const blank = async () => {
      const screenshot = PNG.sync.read(await page.screenshot({ scale: 'css' }));
      return readRows(screenshot, top, bottom).blank;
    };
    await expect.poll(blank).toBe(0);
  });
});

/** From the first row to the last. */
async function fling(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: 180,
    y: 400,
    yDistance: -ROW_HEIGHT * COUNT,
    speed: FLING,
    gestureSourceType: 'mouse',
  });
}

const lastRow = (page: Page) => page.locator(`[role=option][aria-posinset="${COUNT}"]`);
