import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { growthPlot } from './growthPlot.js';
import { markdown } from './markdown.js';
import type { Results } from './Results.js';
import { ratioPlot } from './ratioPlot.js';

export async function readResults(folder: string): Promise<Pick<Results, 'parts' | 'chromium'>> {
  const text = await readFile(join(folder, 'results.json'), 'utf8').catch(() => '{ "parts": {} }');
  return JSON.parse(text);
}

/** Writes the numbers, the tables and the plots. */
export async function writeReport(folder: string, results: Results) {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, 'results.json'), `${JSON.stringify(results, roundNumber, 1)}\n`),
    writeFile(join(folder, 'RESULTS.md'), markdown(results)),
    writeFile(join(folder, 'ratios.svg'), ratioPlot(results)),
    writeFile(join(folder, 'growth.svg'), growthPlot(results)),
  ]);
}

/** Four digits are more than a measurement is worth. */
const roundNumber = (_: string, value: unknown) =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
