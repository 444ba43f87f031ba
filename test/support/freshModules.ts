import { afterAll, vi } from 'vitest';

// Files of the unit tests, and of the tests of the server, share a process, its packages and the compiled sources, because a process
// for each costs more than most of the tests. Each file evaluates the sources anew, so that it does not see the state of the one before.
vi.resetModules();

// After `vi.resetModules()`, the gateway takes its own module for the copy that Next.js makes, and would share the
// in-memory pictures of the file before.
Reflect.deleteProperty(globalThis, Symbol.for('chat-avatar-server.memory'));

// Not in Node alone: Testing Library looks for the document when it is loaded.
if ('document' in globalThis) await import('./waitLonger.js');

// Code with a timer that never ends, such as the retries of a store that hangs, goes on after its file has ended. Its next timer would
// run in the fake clock of another file.
const { setTimeout: startTimer } = globalThis;
let isOver = false;
const ownTimer = (run: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) =>
  startTimer(() => isOver || run(...args), ms);
Object.assign(globalThis, {
  setTimeout: Object.defineProperties(ownTimer, Object.getOwnPropertyDescriptors(startTimer)),
});

// Vitest itself restores spies and forgets mocked modules after each file.
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  isOver = true;
  Object.assign(globalThis, { setTimeout: startTimer });
});
