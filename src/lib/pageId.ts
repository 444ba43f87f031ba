const COUNT = Symbol.for('chat-avatar.ids');

/**
 * An id that no other element of the page has. `useId` counts from the same number in each copy of React, of which a page with several
 * bundles has as many. Not for HTML from a server.
 */
export function pageId(): string {
  const page = globalThis as { [COUNT]?: number };
  page[COUNT] = (page[COUNT] ?? 0) + 1;
  return `chat-avatar-${page[COUNT]}-`;
}
