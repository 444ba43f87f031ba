import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Locator, Page } from 'playwright';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { expect } from 'vitest';
import { type Bitmap, meanColors } from './meanColors.js';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Time for a page to look like its reference, in ms. Only a failing test takes it all. */
const PATIENCE = 15_000;

/**
 * Compares a page, or a part of it, with a PNG that was looked at and found good, by `meanColors`. A page that is still loading gets
 * time to look like it. `vitest run -u` takes the reference again when it differs; a missing one is taken at once, except in CI.
 *
 * A failure leaves `-actual.png` and `-diff.png` in `.vitest-attachments`.
 *
 * @param reference  Relative to the root of the repository.
 */
export async function expectScreenshot(part: Page | Locator, reference: string): Promise<void> {
  const file = resolve(ROOT, reference);
  const expected = await readFile(file).catch(() => undefined);
  const mode = expect.getState().snapshotState.snapshotUpdateState;
  if (expected === undefined && mode === 'none')
    throw new Error(`${reference} is missing. Run vitest with -u.`);

  const bitmap = expected && bitmapOf(expected);
  if (bitmap === undefined || mode === 'all') {
    const screenshot = await settled(part);
    if (!bitmap || !compare(bitmap, screenshot).pass) await write(file, screenshot);
    return;
  }
  const until = Date.now() + PATIENCE;
  let screenshot = await take(part);
  while (!compare(bitmap, screenshot).pass) {
    if (Date.now() >= until) return fail(reference, bitmap, screenshot);
    screenshot = await take(part);
  }
}

async function fail(reference: string, expected: Bitmap, screenshot: Buffer): Promise<never> {
  const { diff, message } = compare(expected, screenshot, true);
  const failure = resolve(ROOT, '.vitest-attachments', reference.replace('.png', ''));
  await write(`${failure}-actual.png`, screenshot);
  if (diff !== null) {
    const { width, height } = bitmapOf(screenshot).metadata;
    await write(
      `${failure}-diff.png`,
      PNG.sync.write(Object.assign(new PNG({ width, height }), { data: diff })),
    );
  }
  throw new Error(`${reference}: ${message} See ${failure}-actual.png and -diff.png.`);
}

const take = (part: Page | Locator) =>
  part.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });

/** A screenshot that is the same as the one before it. */
async function settled(part: Page | Locator): Promise<Buffer> {
  let before = await take(part);
  for (;;) {
    const after = await take(part);
    if (after.equals(before)) return after;
    before = after;
  }
}

const compare = (expected: Bitmap, actual: Buffer, createDiff = false) =>
  meanColors(expected, bitmapOf(actual), { createDiff });

function bitmapOf(png: Buffer): Bitmap {
  const { data, width, height } = PNG.sync.read(png);
  return { data, metadata: { width, height } };
}

/** Without loss, as small as it gets: references are part of the repository. */
async function write(file: string, png: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await sharp(png).removeAlpha().png({ compressionLevel: 9 }).toBuffer());
}
