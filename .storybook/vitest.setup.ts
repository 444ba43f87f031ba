import { afterEach, beforeEach, expect, vi } from 'vitest';
import { page } from 'vitest/browser';
import { letterFamily } from '../test/support/letterFonts.js';
import { TEXT_SPACING_SHEET } from '../test/support/textSpacing.js';

const TARGETS = 'button, a[href], input, [tabindex="0"]';

/** Tables of data may scroll sideways. */
const IN_TWO_DIMENSIONS = new Set(['Matrix', 'Colors']);

const mode = () =>
  matchMedia('(forced-colors: active)').matches
    ? 'forced'
    : matchMedia('(prefers-color-scheme: dark)').matches
      ? 'dark'
      : 'light';

/** The clock stands still: "Available again in about 60 s" is the same on a slow machine. */
beforeEach(() => {
  // In a file that is loaded twice, the second screenshot would be taken after the clock has been set going.
  expect(vi.isFakeTimers()).toBe(false);
  vi.useFakeTimers({ toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** Words that are cut off, or that leave the window. The letters of an avatar are part of an image. */
const lostWords = () =>
  [...document.querySelectorAll<HTMLElement>('body *')]
    .filter((element) => element.childElementCount === 0 && element.textContent.trim() !== '')
    .filter(
      (element) => element.checkVisibility() && !element.closest('[role="img"], [data-chat-avatar-hidden]'),
    )
    .filter((element) => {
      const { left, right, top } = element.getBoundingClientRect();
      const box = element.closest<HTMLElement>('[data-chat-avatar-bubble]')?.getBoundingClientRect();
      const isCut = element.clientHeight > 0 && element.scrollHeight > element.clientHeight + 2;
      return (
        isCut ||
        left < 0 ||
        right > innerWidth + 1 ||
        (box !== undefined && (top < box.top || right > box.right))
      );
    })
    .map((element) => element.outerHTML.slice(0, 120));

/**
 * What axe does not see: targets of 24 px (WCAG 2.5.8), names that are said once and hold the visible text (2.5.3), and, on 320 px, no
 * scrolling sideways (1.4.10) and no lost words with more space between them (1.4.12).
 */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') return;
  const targets = [...document.querySelectorAll<HTMLElement>(TARGETS)].filter((target) =>
    target.checkVisibility(),
  );
  const faults = targets.flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    const label = target.getAttribute('aria-label');
    return [
      Math.min(width, height) < 24 && `${width}×${height} px`,
      label !== null && label === target.title && 'named twice',
      target.matches('button, a') &&
        label !== null &&
        !label.includes(target.textContent) &&
        'its text is no part of its name',
    ]
      .filter(Boolean)
      .map((fault) => `${fault}: ${target.outerHTML.slice(0, 80)}`);
  });
  expect(faults).toEqual([]);

  if (IN_TWO_DIMENSIONS.has(task.file.name.replace(/^.*\/|\.stories.*$/g, ''))) return;
  const { innerWidth: width, innerHeight: height } = window;
  await page.viewport(320, 640);
  await expect.poll(() => document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  const spacing = document.head.appendChild(document.createElement('style'));
  spacing.textContent = TEXT_SPACING_SHEET;
  window.dispatchEvent(new Event('resize'));
  await expect.poll(lostWords).toEqual([]);
  spacing.remove();
  await page.viewport(width, height);
});

/** Each story against the picture of it that was looked at and found good. `vitest run --project stories* -u` takes them anew. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') return;
  const story = `${task.file.name.replace(/^.*\/|\.stories.*$/g, '')} ${task.name}`.replaceAll(' ', '-');
  await openListAgain();
  // Without the ring of the focus, but a bubble that a story leaves open is what it shows.
  if (!document.querySelector('[data-chat-avatar-bubble="open"]')) {
    (document.activeElement as HTMLElement | null)?.blur();
  }
  await showAll();
  await sameLetters();
  await expect(page.elementLocator(document.body)).toMatchScreenshot(`${story}-${mode()}`, {
    // The time-out of the hook ends a wait for two equal screenshots. One of its own would leave its timer running, which
    // keeps Vitest open at the end of the run.
    timeout: 0,
  });
});

/** Chromium keeps a list where the window of 320 px had room for it, or does not, until it is opened again. */
async function openListAgain() {
  const list = document.querySelector<HTMLElement>('[data-chat-avatar-popover]:popover-open');
  const source = document.querySelector<HTMLElement>(`[popovertarget="${list?.id}"]`);
  if (!list || !source) return;
  list.hidePopover();
  // Within one frame Chromium would not notice.
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  list.showPopover({ source });
}

/** Elements outside the viewport would be missing from the screenshot. */
async function showAll() {
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) {
    await page.viewport(Math.max(scrollWidth, innerWidth), Math.max(scrollHeight, innerHeight));
  }
}

/** Letters and emoji that the font of the stories does not have. */
const ELSEWHERE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|\p{Emoji_Presentation}|\uFE0F/u;

/** Such letters on each machine: avatars paint them in the fonts of the tests, and words beside avatars are left out with their width. */
async function sameLetters() {
  const others = [...document.querySelectorAll<HTMLElement>('body *')].filter(
    (element) => element.childElementCount === 0 && ELSEWHERE.test(element.textContent),
  );
  if (others.length === 0) return;
  const fontFamily = await letterFamily('"Inter Variable"');
  for (const element of others) {
    const avatar = element.closest<HTMLElement>('[data-chat-avatar]');
    if (avatar) Object.assign(avatar.style, { fontFamily });
    else
      Object.assign(element.style, {
        inlineSize: '0',
        overflow: 'hidden',
        whiteSpace: 'nowrap',
        visibility: 'hidden',
      });
  }
}
