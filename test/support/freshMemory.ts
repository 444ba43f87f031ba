/**
 * Files of the unit tests share a process. After `vi.resetModules()`, the gateway takes its own module for the copy that Next.js
 * makes, and shares the in-memory pictures of the file before.
 */
Reflect.deleteProperty(globalThis, Symbol.for('chat-avatar-server.memory'));
