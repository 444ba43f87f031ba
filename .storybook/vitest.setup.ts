import { afterEach, expect } from 'vitest';
import { page } from 'vitest/browser';

/** Scripts that not every machine has a font for, and a list that is long: these would differ by themselves. */
const UNCOMPARED = new Set(['Names', 'Faces', 'Two Thousand']);

const mode = () =>
  matchMedia('(forced-colors: active)').matches
    ? 'forced'
    : matchMedia('(prefers-color-scheme: dark)').matches
      ? 'dark'
      : 'light';

/** Each story against the picture of it that was looked at and found good. `vitest run --project stories* -u` takes them anew. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' || UNCOMPARED.has(task.name)) return;
  const story = `${task.file.name.replace(/^.*\/|\.stories.*$/g, '')} ${task.name}`.replaceAll(' ', '-');
  (document.activeElement as HTMLElement | null)?.blur();
  await showAll();
  await expect(page.elementLocator(document.body)).toMatchScreenshot(`${story}-${mode()}`, {
    // The time-out of the hook ends a wait for two equal screenshots. One of its own would leave its timer running, which
    // keeps Vitest open at the end of the run.
    timeout: 0,
  });
});

/** Elements outside the viewport would be missing from the screenshot. */
async function showAll() {
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) {
    await page.viewport(Math.max(scrollWidth, innerWidth), Math.max(scrollHeight, innerHeight));
  }
}
