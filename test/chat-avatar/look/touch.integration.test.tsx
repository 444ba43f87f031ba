import { ChatAvatar } from 'chat-avatar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REFRESH_STYLES } from '../../../src/avatar/refresh/styles/refreshStyles.js';
import { startPages } from './pages.js';

let pages: Awaited<ReturnType<typeof startPages>>;

beforeAll(async () => {
  pages = await startPages();
});

afterAll(() => pages?.close());

/** The attribute of the control that a press on the middle of the face reaches. */
async function pressed(size: number, device: { hasTouch: boolean; isMobile: boolean }) {
  const page = await pages.open(
    <ChatAvatar chatId="201234567891@c.us" name="John Doe" size={size} refreshable />,
    { ...device, css: 'body { margin: 40px }' },
  );
  const found = await page.evaluate(() => {
    const { left, top, width } = (
      document.querySelector('[data-chat-avatar]') as HTMLElement
    ).getBoundingClientRect();
    const button = document.querySelector('button') as HTMLElement;
    const target = document.elementFromPoint(left + width / 2, top + width / 2);
    button.focus();
    return {
      isButton: button.contains(target),
      side: button.offsetWidth,
      hasFocus: document.activeElement === button,
    };
  });
  await page.close();
  return found;
}

const PHONE = { hasTouch: true, isMobile: true };
const DESKTOP = { hasTouch: false, isMobile: false };

describe('the refresh button of a small face', () => {
  it.each([16, 24, 40, 47])('of %i px is not reached by a finger, and still by a keyboard', async (size) => {
    expect(await pressed(size, PHONE)).toEqual({ isButton: false, side: 0, hasFocus: true });
  });

  it('is as large as the face for a pointer that hovers', async () => {
    expect(await pressed(40, DESKTOP)).toEqual({ isButton: true, side: 40, hasFocus: true });
  });

  it('is on the corner of a larger face on each device', async () => {
    for (const device of [PHONE, DESKTOP]) {
      const { isButton, side } = await pressed(56, device);
      expect([isButton, side]).toEqual([false, 24]);
    }
  });

  it.each([
    ['a refresh goes on', { 'aria-busy': 'true' }],
    ['the outcome is shown', { 'data-outcome': 'unchanged' }],
  ])('covers no letter of a phone while %s, but for the focus of a keyboard', async (_, attributes) => {
    const page = await pages.open(
      <ChatAvatar chatId="201234567891@c.us" name="John Doe" size={40} refreshable />,
      { ...PHONE, css: `${REFRESH_STYLES} body { margin: 40px }` },
    );
    const screenshot = () => page.screenshot({ animations: 'disabled' });
    const rest = await screenshot();
    // As the code of the button does for a refresh that the menu of the row has started.
    await page.locator('button').evaluate((button, set) => {
      for (const [name, value] of Object.entries({ 'data-overlay': '', ...set }))
        button.setAttribute(name, value);
    }, attributes);
    expect(rest.equals(await screenshot())).toBe(true);
    await page.keyboard.press('Tab');
    expect(rest.equals(await screenshot())).toBe(false);
    await page.close();
  });
});
