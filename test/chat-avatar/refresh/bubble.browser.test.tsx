import { render, screen } from '@testing-library/react';
import { ChatAvatar, type ChatPicture, ChatPictureError } from 'chat-avatar';
import 'chat-avatar/styles.css';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { JOHN } from '../../support/chats.js';
import { emulateMedia } from '../../support/emulateMedia.js';
import { LANGUAGES } from '../../support/languages.js';
import { setFontSize } from '../../support/setFontSize.js';
import { picture, stubSource } from '../../support/sources.js';
import { becomes, frame, inApp, RED, show } from '../showAvatar.js';
import { OUTCOMES, slowSource, sourceWith, WORDS } from './outcomes.js';

afterEach(async () => {
  vi.useRealTimers();
  await userEvent.unhover(document.body);
});

const button = () => screen.getByRole('button');
const bubble = () => screen.getByRole('tooltip', { hidden: true });
const isOpen = () => bubble().matches(':popover-open');

async function showButton(source: Parameters<typeof show>[0] = stubSource(() => picture(RED))) {
  const shown = show(source, { refreshable: true, size: 96, style: { margin: 100 } });
  await becomes(shown.root, 'picture');
  return shown;
}

it.each(OUTCOMES)('says %s in the bubble, and once in a live region', async (outcome) => {
  await showButton(sourceWith(outcome));
  await userEvent.click(button());
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(WORDS[outcome]);
  const live = [...document.querySelectorAll('[role="status"], [role="alert"], [aria-live]')];
  expect(live.map(({ textContent }) => textContent)).toEqual([WORDS[outcome]]);
});

it.each(OUTCOMES)('says beside %s when a refresh is possible again, and nothing twice', async (outcome) => {
  await showButton(sourceWith(outcome));
  await userEvent.click(button());
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(WORDS[outcome]);
  const lines = [...bubble().children].map(({ textContent }) => textContent);
  expect(lines).toEqual([
    WORDS[outcome],
    expect.stringMatching(
      outcome === 'error' ? /^Try again in about 5 s\.$/ : /^Available again in about 60 s\.$/,
    ),
  ]);
});

it.each([
  [5, [5]],
  [12, [15, 5]],
  [25, [25, 15, 5]],
  [60, [60, 50, 40, 30, 20, 10]],
])('rounds a wait of %i s up to 5 s, and says another number each 10 s alone: %j', async (wait, said) => {
  const retryAfterMs = wait * 1000;
  const throttled = new ChatPictureError('rate-limited', 'First.', { picture: picture(RED), retryAfterMs });
  await showButton(stubSource((_, refresh) => (refresh ? throttled : picture(RED))));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  await userEvent.click(button());
  const seconds = () => Number(/about (\d+) s/.exec(bubble().textContent ?? '')?.[1]);
  for (let count = 0; count < 600 && !seconds(); count += 1) await frame();
  const numbers = [seconds()];
  for (let left = wait - 1; left > 0; left -= 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    await frame();
    await frame();
    // A moment ago it was as many seconds as are left, or more, and at most 10 more.
    expect(seconds()).toBeGreaterThanOrEqual(left);
    expect(seconds()).toBeLessThanOrEqual(left + 10);
    if (seconds() !== numbers.at(-1)) numbers.push(seconds());
  }
  expect(numbers).toEqual(said);
});

it('has letters as large as a person has set in the browser (WCAG 1.4.4), and no larger than a page with a large rem', async () => {
  const style = document.head.appendChild(document.createElement('style'));
  onTestFinished(async () => {
    style.remove();
    await setFontSize(16);
  });
  await showButton();
  const size = () => Number.parseFloat(getComputedStyle(bubble()).fontSize);
  await setFontSize(32);
  await userEvent.hover(button());
  await expect.element(page.getByRole('tooltip')).toBeVisible();
  await expect.poll(size).toBe(26);
  const { left, right } = bubble().getBoundingClientRect();
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(innerWidth);
  await setFontSize(16);
  await expect.poll(size).toBe(13);
  for (const [rem, expected] of [
    [10, 13],
    [75, 14],
  ]) {
    style.textContent = `html { font-size: ${rem}px } body { font-size: 14px }`;
    await expect.poll(size, { message: `${rem} px` }).toBe(expected);
  }
});

it('is not printed, and neither is its button', async () => {
  onTestFinished(() => emulateMedia({}));
  await showButton();
  await userEvent.hover(button());
  await expect.element(page.getByRole('tooltip')).toBeVisible();
  const [ofButton, ofBubble] = [getComputedStyle(button()), getComputedStyle(bubble())];
  await emulateMedia({}, 'print');
  expect(ofBubble.display).toBe('none');
  expect(ofButton.visibility).toBe('hidden');
});

const { zh: _withoutSpaces, ...WITH_SPACES } = LANGUAGES;

it.each(Object.entries(WITH_SPACES))('keeps a number and its unit on one line: %s', async (_, labels) => {
  render(
    inApp(
      sourceWith('throttled'),
      <ChatAvatar
        chatId={JOHN}
        name="John Doe"
        size={96}
        style={{ margin: 100 }}
        labels={labels}
        refreshable
      />,
    ),
  );
  await userEvent.click(button());
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(labels.throttled);
  const detail = bubble().lastElementChild as HTMLElement;
  // The text itself is that of the labels, without a no-break space.
  expect(detail.textContent).toBe(labels.availableAgain(60));
  const unit = detail.querySelector('span');
  expect(unit?.textContent).toMatch(/^(60|٦٠|۶۰|६०)\s\S+$/);
  const lines = () => new Set([...(unit?.getClientRects() ?? [])].map(({ top }) => top)).size;
  for (let width = 260; width > 120; width -= 10) {
    bubble().style.setProperty('inline-size', `${width}px`, 'important');
    expect(lines(), `${width} px`).toBe(1);
  }
});

it('says the progress while the refresh is pending', async () => {
  const { source, answer } = slowSource();
  await showButton(source);
  await userEvent.click(button());
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(/^Refreshing picture…$/);
  answer.resolve(picture(RED));
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(WORDS.unchanged);
});

it('opens on keyboard focus with the name and the age of the picture, and closes on blur', async () => {
  const asOf = Date.now() - 2 * 60_000;
  await showButton(stubSource(() => ({ ...picture(RED), asOf })));
  await userEvent.tab();
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(/Refresh picture of John Doe/);
  expect(bubble()).toHaveTextContent(/Checked with WhatsApp 2 minutes ago/);
  expect(button()).toHaveAccessibleDescription('Profile picture. Checked with WhatsApp 2 minutes ago');
  await userEvent.tab();
  await expect.poll(isOpen).toBe(false);
});

it.each([null, Number.NaN, '2026-11-03'])('says no age for a time that is none: %j', async (time) => {
  const dated = Object.assign(picture(RED), { asOf: time, hiddenSince: time });
  await showButton(stubSource(() => dated as ChatPicture));
  button().focus();
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(/^Refresh picture of John Doe$/);
});

it.each(['onFocus', 'onPointerEnter'] as const)(
  "opens beside a handler of the user's own: %s on the button",
  async (event) => {
    const handler = vi.fn();
    render(
      inApp(
        stubSource(() => picture(RED)),
        <ChatAvatar.Root chatId={JOHN} name="John Doe" size={96} style={{ margin: 100 }}>
          <ChatAvatar.Face />
          <ChatAvatar.RefreshButton {...{ [event]: handler }} />
        </ChatAvatar.Root>,
      ),
    );
    if (event === 'onFocus') button().focus();
    else await userEvent.hover(button());
    await expect.poll(() => screen.queryByRole('tooltip')?.matches(':popover-open')).toBe(true);
    expect(handler).toHaveBeenCalledOnce();
  },
);

it('says since when a stored picture is hidden', async () => {
  const hiddenSince = new Date(2026, 10, 3, 12).getTime();
  await showButton(stubSource(() => ({ ...picture(RED), hiddenSince })));
  button().focus();
  await expect
    .element(page.getByRole('tooltip'))
    .toHaveTextContent(/Hidden since 3 November( 2026)?; this is the stored picture/);
});

it('opens on hover, stays while the pointer is over it, and closes when the pointer has left (WCAG 1.4.13)', async () => {
  await showButton();
  await userEvent.hover(button());
  await expect.poll(isOpen).toBe(true);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await userEvent.hover(bubble());
  await vi.advanceTimersByTimeAsync(60_000);
  // React renders after the timers.
  await frame();
  await frame();
  expect(isOpen()).toBe(true);
  await userEvent.hover(document.body, { position: { x: 600, y: 600 } });
  await vi.advanceTimersByTimeAsync(1_000);
  await expect.poll(isOpen).toBe(false);
});

it('opens each time that the pointer or the focus comes', async () => {
  await showButton();
  for (let time = 0; time < 2; time += 1) {
    await userEvent.hover(button());
    await expect.poll(isOpen).toBe(true);
    await userEvent.hover(document.body, { position: { x: 600, y: 600 } });
    await expect.poll(isOpen).toBe(false);
  }
  await userEvent.keyboard('{Shift}');
  for (let time = 0; time < 2; time += 1) {
    button().focus();
    await expect.poll(isOpen).toBe(true);
    button().blur();
    await expect.poll(isOpen).toBe(false);
  }
});

it('opens on a press without a pointer or the focus over it, as by a finger', async () => {
  await showButton(sourceWith('unchanged'));
  button().click();
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(WORDS.unchanged);
  expect(button()).not.toHaveFocus();
});

it('closes on Escape without moving the focus, and leaves what is around it open', async () => {
  const outside = vi.fn();
  document.addEventListener('keydown', outside);
  await showButton();
  button().focus();
  await expect.poll(isOpen).toBe(true);
  await userEvent.keyboard('{Escape}');
  await expect.poll(isOpen).toBe(false);
  expect(button()).toHaveFocus();
  expect(outside.mock.calls.filter(([event]) => event.key === 'Escape')).toEqual([]);
  await userEvent.keyboard('{Escape}');
  expect(outside.mock.calls.filter(([event]) => event.key === 'Escape')).toHaveLength(1);
  document.removeEventListener('keydown', outside);
});

it('closes on Escape while the focus is elsewhere', async () => {
  await showButton();
  await userEvent.hover(button());
  await expect.poll(isOpen).toBe(true);
  expect(button()).not.toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.poll(isOpen).toBe(false);
  expect(document.body).toHaveFocus();
});

it('closes on a press outside', async () => {
  await showButton(sourceWith('unchanged'));
  button().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(WORDS.unchanged);
  await userEvent.click(document.body, { position: { x: 600, y: 600 } });
  await expect.poll(isOpen).toBe(false);
});

it('keeps the words of the outcome while it is open, and forgets them when it closes', async () => {
  await showButton(sourceWith('kept'));
  button().focus();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('tooltip')).toHaveTextContent(WORDS.kept);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(bubble()).toHaveTextContent(WORDS.kept);
  expect(bubble()).toHaveTextContent(/Available again in about 40 s/);
  button().blur();
  await expect.poll(() => bubble().textContent).not.toContain(WORDS.kept);
});

it('has neither a title nor the name twice', async () => {
  const { root } = await showButton();
  button().focus();
  await expect.poll(isOpen).toBe(true);
  expect(root().querySelectorAll('[title]')).toHaveLength(0);
  expect(button()).not.toHaveAccessibleDescription();
});
