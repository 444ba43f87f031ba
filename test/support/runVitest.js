import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root, runCommand } from './runCommand.js';

const reportPath = resolve(root, 'test/output/vitest.json');

/**
 * Runs Vitest over every project and counts. Failures that Vitest does not count as failed tests fail here too: a file
 * that could not be loaded, an error outside a test, a crash, a run in which nothing ran.
 *
 * @param {string[]} filters  Passed through: file names, `--project`, `-t`.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runVitest(filters) {
  await rm(reportPath, { force: true });
  const { ok } = await runCommand(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`, ...filters],
    { live: true },
  );
  const report = await readFile(reportPath, 'utf8').then(JSON.parse, () => undefined);
  return countTests(report, ok);
}

/** @returns {{ passed: number, failed: number }} */
export function countTests(report, ok) {
  if (!report) return { passed: 0, failed: 1 };
  const passed = report.numPassedTests;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  const failedUnseen = failed === 0 && (!ok || passed === 0);
  return { passed, failed: failedUnseen ? 1 : failed };
}
