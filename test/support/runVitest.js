import { readFile, rm } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { root, runCommand } from './runCommand.js';

const reportPath = resolve(root, 'test/output/vitest.json');

/**
 * @typedef {object} TestResult
 * @property {number} passed
 * @property {string[]} failures  One for each failure: `file > name of the test`.
 */

/**
 * Runs Vitest over every project and counts. Failures that Vitest does not count as failed tests fail here too: a file
 * that could not be loaded, an error outside a test, a crash, a run in which nothing ran.
 *
 * @param {string[]} filters  Passed through: file names, `--project`, `-t`.
 * @returns {Promise<TestResult>}
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

/** @returns {TestResult} */
export function countTests(report, ok) {
  if (!report) return { passed: 0, failures: ['Vitest ended without a report'] };
  const failures = report.testResults.flatMap(failuresOf);
  const passed = report.numPassedTests;
  if (failures.length === 0 && passed === 0) failures.push('no test ran');
  if (failures.length === 0 && !ok) failures.push('an error outside the tests, which Vitest reports above');
  return { passed, failures };
}

/** The same file may fail once for each project that has it. */
function failuresOf(file) {
  if (file.status !== 'failed') return [];
  const path = relative(root, file.name);
  const failed = file.assertionResults.filter((test) => test.status === 'failed');
  const [reason] = file.message.split('\n', 1);
  if (failed.length === 0) return [`${path} could not be run${reason && `: ${reason}`}`];
  return failed.map(({ ancestorTitles, title }) => [path, ...ancestorTitles, title].join(' > '));
}

/**
 * The end of `npm test`: each failure by name, because the output of what ran later hides those of the checks and of the first run, and
 * one line that counts.
 *
 * @param {TestResult[]} results
 * @returns {{ ok: boolean, lines: string[] }}
 */
export function summarize(results) {
  const failures = results.flatMap((result) => result.failures);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  return {
    ok: failures.length === 0 && passed > 0,
    lines: [...failures.map((name) => `FAILED  ${name}`), `${passed} passed, ${failures.length} failed`],
  };
}
