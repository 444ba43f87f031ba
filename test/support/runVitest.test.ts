import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './runCommand.js';
import { countTests, summarize } from './runVitest.js';

const test = (status: 'passed' | 'failed', title: string, ...ancestorTitles: string[]) => ({
  status,
  title,
  ancestorTitles,
});

const file = (name: string, ...assertionResults: ReturnType<typeof test>[]) => ({
  name: resolve(root, name),
  status: assertionResults.every(({ status }) => status === 'passed') ? 'passed' : 'failed',
  message: '',
  assertionResults,
});

const unloaded = (name: string, message = '') => ({
  ...file(name),
  status: 'failed',
  message,
});

const report = (...testResults: ReturnType<typeof file>[]) => {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return { numPassedTests: tests.filter(({ status }) => status === 'passed').length, testResults };
};

const passing = file('a.test.ts', test('passed', 'adds'), test('passed', 'subtracts'));

describe('countTests', () => {
  it('counts the tests that passed', () => {
    expect(countTests(report(passing), true)).toEqual({ passed: 2, failures: [] });
  });

  it('counts and names the tests that failed, once for each project in which they did', () => {
    const failing = file(
      'test/b.test.ts',
      test('passed', 'adds'),
      test('failed', 'divides', 'numbers', 'by 0'),
    );
    expect(countTests(report(passing, failing, failing), false)).toEqual({
      passed: 4,
      failures: ['test/b.test.ts > numbers > by 0 > divides', 'test/b.test.ts > numbers > by 0 > divides'],
    });
  });

  it('counts a file that could not be loaded as a failure, and says why', () => {
    const reports = report(
      passing,
      unloaded('b.test.ts', 'Unexpected token\n  at line 1'),
      unloaded('c.test.ts'),
    );
    expect(countTests(reports, false)).toEqual({
      passed: 2,
      failures: ['b.test.ts could not be run: Unexpected token', 'c.test.ts could not be run'],
    });
  });

  it('counts a run that ended badly though every test passed as a failure', () => {
    expect(countTests(report(passing), false)).toEqual({
      passed: 2,
      failures: ['an error outside the tests, which Vitest reports above'],
    });
  });

  it('counts a run in which nothing ran, or which left no report, as a failure', () => {
    expect(countTests(report(), true)).toEqual({ passed: 0, failures: ['no test ran'] });
    expect(countTests(undefined, true)).toEqual({
      passed: 0,
      failures: ['Vitest ended without a report'],
    });
  });
});

describe('summarize', () => {
  it('names the checks and the tests of both runs that failed before the line of counts', () => {
    const checks = { passed: 9, failures: ['lint', 'types'] };
    const unit = { passed: 3, failures: ['unit.test.ts > adds'] };
    const others = { passed: 5, failures: ['b.test.ts could not be run', 'c.test.ts > paints'] };
    const { lines, ok } = summarize([checks, unit, others]);
    expect(ok).toBe(false);
    expect(lines).toEqual([
      'FAILED  lint',
      'FAILED  types',
      'FAILED  unit.test.ts > adds',
      'FAILED  b.test.ts could not be run',
      'FAILED  c.test.ts > paints',
      '17 passed, 5 failed',
    ]);
  });

  it('is fine if something ran and nothing failed', () => {
    expect(
      summarize([
        { passed: 2, failures: [] },
        { passed: 1, failures: [] },
      ]),
    ).toEqual({
      ok: true,
      lines: ['3 passed, 0 failed'],
    });
    expect(summarize([])).toEqual({ ok: false, lines: ['0 passed, 0 failed'] });
  });
});
