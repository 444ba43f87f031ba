import { afterEach, expect, it, vi } from 'vitest';
import { enrichOnSchedule } from '../../src/cli/commands/enrich/enrichOnSchedule.js';
import { CliError } from '../../src/cli/shared/CliError.js';

const EVERY_SECOND = { schedule: '* * * * * *' };

afterEach(() => {
  vi.restoreAllMocks();
});

/** The lines on stderr of a schedule with one run that throws. */
async function printed(thrown: unknown): Promise<string> {
  const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const stop = new AbortController();
  const run = async () => {
    stop.abort();
    throw thrown;
  };
  expect(await enrichOnSchedule(run, EVERY_SECOND, stop.signal)).toBe(0);
  return print.mock.calls.join('\n');
}

it('prints the message of an expected error of a scheduled run', async () => {
  expect(await printed(new CliError('The store is down.'))).toMatch(/^The store is down\.$/m);
});

it('prints name and stack of an unexpected error of a scheduled run, without its message', async () => {
  const text = await printed(new TypeError('a-secret\nin two lines'));
  expect(text).toMatch(/^The run failed with an unexpected error \(TypeError\)/m);
  expect(text).toMatch(/^\s+at .*enrichOnSchedule\.test\.ts/m);
  expect(text).not.toContain('a-secret');
  expect(text).not.toContain('in two lines');
});
