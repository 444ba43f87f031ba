import { expect, it, vi } from 'vitest';

it('gives no id twice, also to two copies of the package in one page', async () => {
  const { pageId: first } = await import('../../src/lib/pageId.js');
  vi.resetModules();
  const { pageId: second } = await import('../../src/lib/pageId.js');
  expect(second).not.toBe(first);
  const ids = [first(), second(), first(), second()];
  expect(new Set(ids).size).toBe(4);
});
