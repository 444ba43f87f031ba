import type { Page } from 'playwright';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { recordFrames } from '../../support/frames.js';
import { markLetters, type Place, placesOf, readFaces } from './facesInFrames.js';
import { heldRoute } from './routes.js';
import { setUpDashboards } from './setUpDashboard.js';

const PAINTED = '[data-state="picture"]';

const [dashboard] = setUpDashboards([]);

/** Not the first chat, whose picture is larger than those of the others, and not the fourth, whose picture is hidden. */
const openThird = (page: Page) => page.getByRole('option').nth(2).click();

const openMembers = (page: Page) => page.getByRole('option').filter({ hasText: 'Group:' }).first().click();

/** The page lists the faces that an agent has viewed: twelve, of which none is hidden. */
async function openFaces(page: Page) {
  const { origin } = dashboard();
  const { chats } = await (await fetch(`${origin}/api/chats`)).json();
  const viewed = chats.slice(5, 17).map(({ chatId }: { chatId: string }) => chatId);
  const query = new URLSearchParams(viewed.map((chatId: string) => ['chatId', chatId]));
  await (await fetch(`${origin}/api/chat-pictures/pictures?${query}`)).text();
  await page.goto(`${origin}/#/faces`);
}

const PLACES: [name: string, hash: string, faces: string, enter?: (page: Page) => Promise<unknown>][] = [
  ['the contacts', '#/contacts', '.contact [data-chat-avatar]'],
  ['the header of a conversation', '', '.conversation-header [data-chat-avatar]', openThird],
  ['the details', '', '.profile [data-chat-avatar]', openThird],
  ['the messages of a group', '', '.message-face [data-chat-avatar]', openMembers],
  ['the members of a group', '', '.member [data-chat-avatar]', openMembers],
  ['the stored faces', '', '.face-card [data-chat-avatar]', openFaces],
];

describe('after a reload, frame by frame', () => {
  it.each(PLACES)('%s: paints no letter over a known face', async (_, hash, selector, enter) => {
    const { handler, release } = heldRoute((route) => route.continue());
    const page = await dashboard().open({
      hash,
      viewport: { width: 1200, height: 700 },
      colorScheme: 'light',
      prepare: async (opened) => {
        await markLetters(opened);
        await opened.route('**/api/chat-pictures/**', handler);
      },
    });
    await enter?.(page);
    const faces = page.locator(selector);
    await faces.first().waitFor();
    let places: Place[] = [];
    // The list around the faces may still move.
    await expect
      .poll(
        async () => {
          places = await placesOf(page, selector);
          const seen = readFaces(PNG.sync.read(await page.screenshot()), places);
          return places.length > 0 && seen.every((face) => face === 'letters');
        },
        { message: 'on the first visit, every face is letters' },
      )
      .toBe(true);

    release();
    const allPainted = async () => {
      for (let index = 0; index < places.length; index += 1) {
        await faces.nth(index).and(page.locator(PAINTED)).waitFor();
      }
    };
    await allPainted();
    await page.unroute('**/api/chat-pictures/**');
    const addresses = await faces
      .locator('img:last-of-type')
      .evaluateAll((images) => images.map((image) => new URL((image as HTMLImageElement).src).pathname));
    expect(addresses.length).toBeGreaterThanOrEqual(places.length);
    const unsaved = async () => {
      const saved = await dashboard().saved();
      return addresses.filter((address) => !saved.includes(address));
    };
    await expect.poll(unsaved).toEqual([]);

    const recorded = await recordFrames(page, async () => {
      await page.reload();
      await allPainted();
    });
    const warm = PNG.sync.read(await page.screenshot());
    const seen = [...recorded, warm].map((frame) => readFaces(frame, places));
    expect(seen.at(-1)).toEqual(places.map(() => 'picture'));
    expect(seen.flat().filter((face) => face === 'letters')).toEqual([]);
  });
});
