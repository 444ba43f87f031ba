import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { picture } from '../../../test/support/sources.js';
import { chatIdOf } from './enricher.fixture.js';
import { NO_PICTURE, stubEnrichSource } from './stubEnrichSource.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Chats without a picture, after `count` with one on a host that answers 503, and 404 from the `busy`th time on. */
async function run(retryAfter: string, { busy = 1, count = 1, chats: total = 3 } = {}) {
  const askedAt: number[] = [];
  const withPicture = new Set<string>(Array.from({ length: count }, (_, index) => chatIdOf(index)));
  const source = stubEnrichSource(total, ({ chatId }) =>
    withPicture.has(chatId) ? picture(`https://pps.whatsapp.net/v/${chatId}.jpg`) : NO_PICTURE,
  );
  const fetchImage = async () => {
    askedAt.push(Date.now());
    return askedAt.length <= busy
      ? new Response('busy', { status: 503, headers: { 'retry-after': retryAfter } })
      : new Response('gone', { status: 404 });
  };
  const running = enrichContacts({ source, storage: createStorage(), fetchImage, maxOutageMs: 60_000 });
  await vi.advanceTimersByTimeAsync(600_000);
  const { counts, chats, stopped, durationMs } = await running;
  const [first = 0, second] = askedAt;
  return { counts, code: chats[0]?.code, stopped, durationMs, waitedMs: second && second - first };
}

it('a download waits for the Retry-After of its host, and no other chat does', async () => {
  const { counts, code, stopped, waitedMs } = await run('30');
  expect(waitedMs).toBeGreaterThanOrEqual(30_000);
  expect(waitedMs).toBeLessThan(35_000);
  expect(stopped).toBeUndefined();
  expect([counts.none, counts.failed, code]).toEqual([2, 1, 'image-http-error']);
});

it('a download fails at once, and ends no run, if its host asks for more than the longest outage', async () => {
  const { counts, code, stopped, waitedMs, durationMs } = await run('3600');
  expect(waitedMs).toBeUndefined();
  expect(stopped).toBeUndefined();
  expect([counts.none, counts.failed, code]).toEqual([2, 1, 'image-http-error']);
  expect(durationMs).toBeLessThan(10_000);
});

it('a download that waits several times, in sum for longer than the longest outage, ends no run', async () => {
  const { counts, code, stopped, durationMs } = await run('40', { busy: 10 });
  expect(durationMs).toBeGreaterThan(60_000);
  expect(stopped).toBeUndefined();
  expect([counts.none, counts.failed, code]).toEqual([2, 1, 'image-http-error']);
});

it('ten downloads whose host asks for more than the longest outage cost no other chat', async () => {
  const { counts, stopped, durationMs } = await run('3600', { busy: 100, count: 10, chats: 50 });
  expect(stopped).toBeUndefined();
  expect([counts.none, counts.failed]).toEqual([40, 10]);
  expect(durationMs).toBeLessThan(10_000);
});
