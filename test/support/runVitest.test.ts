import { describe, expect, it } from 'vitest';
import { countTests } from './runVitest.js';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

const report = (
  numPassedTests: number,
  numFailedTests: number,
  ...testResults: ReturnType<typeof file>[]
) => ({
  numPassedTests,
  numFailedTests,
  testResults,
});

describe('countTests', () => {
  it('returns the counts of Vitest', () => {
    expect(countTests(report(2, 0, file('passed', 'passed', 'passed')), true)).toEqual({
      passed: 2,
      failed: 0,
    });
    expect(countTests(report(1, 1, file('failed', 'passed', 'failed')), false)).toEqual({
      passed: 1,
      failed: 1,
    });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const loaded = file('passed', 'passed');
    expect(countTests(report(1, 0, loaded, file('failed')), false)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a run that ended badly though every test passed as a failure', () => {
    expect(countTests(report(1, 0, file('passed', 'passed')), false)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a run in which nothing ran, or which left no report, as a failure', () => {
    expect(countTests(report(0, 0), true)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(undefined, true)).toEqual({ passed: 0, failed: 1 });
  });
});
