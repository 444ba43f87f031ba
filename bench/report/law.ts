import type { Growth } from './Results.js';

/** The exponent of a power law: the slope of log y over log n, by least squares. */
export function exponentOf(points: readonly { n: number; y: number }[]): number {
  const logs = points.filter(({ y }) => y > 0).map(({ n, y }) => ({ x: Math.log(n), y: Math.log(y) }));
  const meanX = meanOf(logs.map(({ x }) => x));
  const meanY = meanOf(logs.map(({ y }) => y));
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
}

/** The name of the law that an exponent is closest to. Costs that do not grow with n pull it below the law's own. */
export function lawOf(growth: Pick<Growth, 'points'>): { exponent: number; name: string } {
  const exponent = exponentOf(growth.points.map(({ n, ours }) => ({ n, y: ours })));
  return { exponent, name: nameOf(exponent) };
}

function nameOf(exponent: number): string {
  if (Math.abs(exponent) < 0.1) return 'O(1)';
  if (exponent < 0) return 'falls with n';
  if (exponent < 0.8) return `O(n^${exponent.toFixed(1)}), below linear`;
  if (exponent <= 1.15) return 'O(n)';
  return `O(n^${exponent.toFixed(1)}), above linear`;
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
