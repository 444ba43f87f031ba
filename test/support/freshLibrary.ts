import { beforeEach, vi } from 'vitest';

type Library = typeof import('chat-avatar');

/**
 * The library, imported anew before each test of a file: it remembers its logged sentences. What it writes to the console is recorded
 * and not shown.
 */
export function freshLibrary() {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  let library: Library;
  beforeEach(async () => {
    vi.unstubAllEnvs();
    vi.resetModules();
    library = await import('chat-avatar');
    warn.mockClear();
    error.mockClear();
  });
  return {
    error,
    warnings: () => warn.mock.calls.map(([text]) => String(text)),
    library: () => library,
  };
}
