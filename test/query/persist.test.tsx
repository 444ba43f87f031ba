// @vitest-environment jsdom
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const HOUR = 3_600_000;
const chatIds = Array.from({ length: 100 }, (_, index) => `2012345${String(index).padStart(5, '0')}@c.us`);
const recipe = resolve(import.meta.dirname, '../pages/persist/Providers.tsx');

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

let asked: string[];

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-01T08:00:00Z') });
  localStorage.clear();
  asked = [];
  vi.stubGlobal('fetch', async (url: string) => {
    const batch = new URL(url, 'https://dashboard.test').searchParams.getAll('chatId');
    asked.push(...batch);
    const pictures = batch.map((chatId) => ({ chatId, picture: { status: 'none', reason: 'empty' } }));
    return Response.json({ pictures });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Reloads the page, with the stored cache. */
async function loadPage() {
  cleanup();
  vi.resetModules();
  const { Providers } = await import('../pages/persist/Providers.js');
  const { useChatPicture } = await import('chat-avatar');
  const Row = ({ chatId }: { chatId: string }) => <li>{useChatPicture(chatId).data?.status}</li>;
  const page = (shown: string[]) => (
    <Providers>
      {shown.map((chatId) => (
        <Row key={chatId} chatId={chatId} />
      ))}
    </Providers>
  );
  const { rerender, container } = render(page([]));
  return {
    scrollTo: (shown: string[]) => rerender(page(shown)),
    answers: () => container.textContent?.match(/none/g)?.length ?? 0,
  };
}

describe('the recipe for a cache that survives a reload', () => {
  it('stands in the README word for word', async () => {
    const readme = await readFile(resolve(import.meta.dirname, '../../README.md'), 'utf8');
    expect(readme).toContain(await readFile(recipe, 'utf8'));
  });

  it('keeps all answers for 24 h, also those of rows that are not shown', async () => {
    const first = await loadPage();
    await pass(1_000);
    first.scrollTo(chatIds);
    await pass(5_000);
    expect(asked).toHaveLength(100);

    const second = await loadPage();
    await pass(1_000);
    second.scrollTo(chatIds.slice(0, 10));
    await pass(12 * HOUR);
    const third = await loadPage();
    await pass(11 * HOUR);
    third.scrollTo(chatIds);
    await pass(1_000);
    expect(third.answers()).toBe(100);
    expect(asked).toHaveLength(100);
  });

  it('refetches after 24 h', async () => {
    const first = await loadPage();
    await pass(1_000);
    first.scrollTo(chatIds.slice(0, 1));
    await pass(24 * HOUR);
    const second = await loadPage();
    await pass(1_000);
    second.scrollTo(chatIds.slice(0, 1));
    await pass(1_000);
    expect(asked).toHaveLength(2);
  });
});
