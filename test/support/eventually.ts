/**
 * Options of `vi.waitFor` and `vi.waitUntil`, in ms. The event ends the wait, so that only a failing test takes this long: a slow machine
 * that does other work as well takes many times as long as a quiet one.
 */
export const EVENTUALLY = { timeout: 90_000, interval: 50 };
