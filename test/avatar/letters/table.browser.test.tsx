import { getInitials } from 'chat-avatar';
import { beforeAll, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import guide from '../../../docs/accessibility.md?raw';
import type { InkBox } from '../../support/inkBoxes.js';
import { REACHING } from './letterNames.js';
import { FIRST_FONTS, HALF_A_PIXEL, measureLetters } from './measureLetters.js';

/** The rows of the table "Letters away from the middle": the letters, and four distances in % of the size. */
const rows = (guide.split('## Letters away from the middle')[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => {
    const [letters = '', ...cells] = line.slice(2).split(' | ');
    return { letters, numbers: cells.slice(0, 4).map((cell) => Number(cell.replace('−', '-'))) };
  });

let boxes: Record<'NotoSans' | 'Inter', Map<string, InkBox>>;

beforeAll(async () => {
  await page.viewport(1300, 1700);
  boxes = {
    NotoSans: await measureLetters(REACHING, 'NotoSans', FIRST_FONTS.NotoSans),
    Inter: await measureLetters(REACHING, 'Inter', FIRST_FONTS.Inter),
  };
});

it('the guide lists the letters that are away from the middle, and no others', () => {
  expect(rows.map(({ letters }) => letters)).toEqual(REACHING.map((name) => getInitials(name)));
});

it.each(REACHING)('the guide says how far the letters of %s are from the middle', (name) => {
  const row = rows.find(({ letters }) => letters === getInitials(name));
  const distances = [boxes.NotoSans, boxes.Inter].flatMap((font) => {
    const { below, right } = font.get(name) as InkBox;
    return [below * 100, right * 100];
  });
  for (const [index, distance] of distances.entries()) {
    const difference = Math.abs(distance - (row?.numbers[index] ?? Number.NaN));
    expect(difference, `${row?.numbers} in the guide, ${distances}`).toBeLessThanOrEqual(HALF_A_PIXEL * 100);
  }
  const furthest = Math.max(...distances.map(Math.abs));
  expect(furthest, 'it is in the middle, and belongs to SCRIPTS').toBeGreaterThan(1.9);
});
