import type { Row, Target } from './Results.js';

/** About three digits, thousands apart. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const withUnit = (value: number, unit: string) => (unit ? `${number(value)} ${unit}` : number(value));

export const ratio = (value: number) => `${number(value)} ×`;

export function targetText({ of, atMost, atLeast }: Target, unit: string): string {
  const limit = atMost ?? atLeast ?? 0;
  return `${atMost === undefined ? '≥' : '≤'} ${of === 'ratio' ? `${limit} ×` : `${limit.toLocaleString('en')} ${unit}`.trim()}`;
}

/** The median, and in brackets the quartiles where they differ. */
export function spreadText({ ours, ratio: toFloor }: Row): string {
  const spread = toFloor ?? ours;
  return spread.q1 === spread.q3 ? '' : ` (${number(spread.q1)}–${number(spread.q3)})`;
}
