import type { Page } from 'playwright';
import type { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { SAME_PIXELS } from '../../support/chromium.js';
import { recordFrames } from '../../support/frames.js';
import { COUNT } from './people.js';
import { markRows, ROW_HEIGHT, readRows, type SeenRows } from './rowsInFrames.js';
import { setUpDashboards } from './setUpDashboard.js';

/** The list alone, so that a frame is small. */
const VIEWPORT = { width: 360, height: 640 };

/** Of contacts where they are lines, in px. */
const CONTACT_HEIGHT = 56;

/** px/s: three times as fast as the hardest fling that Android allows. */
const FLING = 24_000;

/** Seen in each direction. */
const FRAMES = 30;

type Direction = 'down' | 'up';

/**
 * The first scrolls on the thread that renders, as on common screens; the second on another one, as on sharp screens. That one draws what is
 * rastered: on a machine with other work, a tile of rows that are there may be a frame late, and the skeleton stands in its place.
 */
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

  it.each([
    ['on the thread that renders', dashboard, 1, 0],
    ['on a thread of its own', composited, 2, 2 * ROW_HEIGHT],
  ] as const)(
    'leaves no blank row and shows no wrong face in flings through 2,000 rows and back: %s',
    async (_, browser, deviceScaleFactor, late) => {
      const { page, top, bottom } = await open(browser, deviceScaleFactor);
      const read = (frames: PNG[]) => frames.map((frame) => readRows(frame, top, bottom));
      const seen = await flingDownAndUp(page, read, {
        down: () => row(page, COUNT).waitFor(),
        up: () => row(page, 1).waitFor(),
      });
      expectWholeRows(seen.down, late);
      expectWholeRows(seen.up, late);
      await page.getByRole('listbox').focus();
      for (const [key, position] of [
        ['End', COUNT],
        ['Home', 1],
        ['PageDown', 5],
      ] as const) {
        const recorded = await recordFrames(page, async () => {
          await page.keyboard.press(key);
          await row(page, position).and(page.locator('[data-active]')).waitFor();
        });
        expectWholeRows(read(recorded), late);
      }
    },
  );

  it('leaves no contact blank in flings down and up', async () => {
    const page = await composited().open({
      hash: '#/contacts',
      viewport: VIEWPORT,
      colorScheme: 'light',
      deviceScaleFactor: 2,
      prepare: markRows,
    });
    const contacts = page.getByRole('listitem');
    await contacts.first().waitFor();
    const count = await contacts.first().getAttribute('aria-setsize');
    const box = await page.locator('.contact-list').boundingBox();
    if (box === null) throw new Error('There is no list.');
    const read = (frames: PNG[]) =>
      frames.map((frame) => readRows(frame, Math.ceil(box.y) + 8, Math.floor(box.y + box.height) - 8));
    const seen = await flingDownAndUp(page, read, {
      down: () => page.locator(`[role=listitem][aria-posinset="${count}"]`).waitFor(),
      up: () => page.locator('[role=listitem][aria-posinset="1"]').waitFor(),
    });
    const gap = Math.max(...[...seen.down, ...seen.up].map(({ empty }) => empty));
    expect(gap, 'px without a face').toBeLessThan(2 * CONTACT_HEIGHT);
  });
});

/**
 * Flings from one end of the list to the other and back, until enough frames were seen in each direction: how many of one fling are
 * painted, and handed over by the browser, depends on the machine and on its other work.
 */
async function flingDownAndUp(
  page: Page,
  read: (frames: PNG[]) => SeenRows[],
  atTheEnd: Record<Direction, () => Promise<void>>,
): Promise<Record<Direction, SeenRows[]>> {
  const seen: Record<Direction, SeenRows[]> = { down: [], up: [] };
  while (Math.min(seen.down.length, seen.up.length) < FRAMES) {
    for (const direction of ['down', 'up'] as const) {
      const frames = await recordFrames(page, () => fling(page, direction));
      seen[direction].push(...read(frames));
      await atTheEnd[direction]();
    }
  }
  return seen;
}

/** A gap between two faces is 24 px high. At most `late` px of the list are skeletons. */
function expectWholeRows(seen: readonly SeenRows[], late: number) {
  for (const frame of seen) expect(frame).toMatchObject({ unnamed: 0, wrong: [] });
  expect(Math.max(...seen.map(({ blank }) => blank))).toBeLessThanOrEqual(late);
  expect(Math.max(...seen.map(({ empty }) => empty))).toBeLessThan(ROW_HEIGHT);
}

/** From one end of the list to the other. */
async function fling(page: Page, direction: Direction) {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.synthesizeScrollGesture', {
    x: 180,
    y: 400,
    yDistance: (direction === 'down' ? -1 : 1) * ROW_HEIGHT * COUNT,
    speed: FLING,
    gestureSourceType: 'mouse',
  });
}

const row = (page: Page, position: number) => page.locator(`[role=option][aria-posinset="${position}"]`);
