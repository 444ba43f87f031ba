import { afterEach, beforeEach, type Mock, vi } from 'vitest';

/**
 * Keeps the warnings of each test of a file off the console.
 *
 * @returns the lines that match, and no others: a request of an earlier test may time out meanwhile, because tests share the process
 * and its console.
 */
export function watchWarnings(): (words: RegExp) => string[] {
  let warn: Mock<typeof console.warn>;
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());
  return (words) => warn.mock.calls.map((call) => call.join(' ')).filter((line) => words.test(line));
}
