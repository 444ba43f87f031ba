import { beforeEach, vi } from 'vitest';

type Library = typeof import('chat-avatar');

/**
 * The library, imported anew for each test of a file: it remembers its logged sentences. One that has logged nothing serves the next
 * test too, because an import takes longer than most of the tests. What it writes to the console is recorded and not shown.
 */
export function freshLibrary() {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  let library: Library | undefined;
  beforeEach(async () => {
    vi.unstubAllEnvs();
    const remembers = warn.mock.calls.length + error.mock.calls.length > 0;
    if (library && !remembers) return;
    vi.resetModules();
    library = await import('chat-avatar');
    warn.mockClear();
    error.mockClear();
  });
  return {
    error,
    warnings: () => warn.mock.calls.map(([text]) => String(text)),
    library: () => library as Library,
  };
}
