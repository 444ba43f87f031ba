import type { ChatPicture } from 'chat-avatar/wawp';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { picture } from '../../../test/support/sources.js';
import { chatIdOf } from './enricher.fixture.js';
import { NO_PICTURE, stubEnrichSource } from './stubEnrichSource.js';
import { withMethods } from './withMethods.js';

const URL_OF_CDN = 'https://pps.whatsapp.net/v/a.jpg';
/** Of the store, for one chat that is asked for twice. */
const MAX_READS = 20;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two chats. The store fails after more reads than the run needs, because a run without end would block the event loop. */
async function run(answer: (times: number) => ChatPicture, listed?: ChatPicture) {
  let reads = 0;
  const storage = withMethods(createStorage(), ['getItem'], async (read) => {
    reads += 1;
    if (reads > MAX_READS) throw new Error('The run reads without end.');
    return read();
  });
  const stub = stubEnrichSource(2, ({ chatId, times }) =>
    chatId === chatIdOf(0) ? answer(times) : NO_PICTURE,
  );
  const source = {
    ...stub,
    getChatsOverview: async (page: { limit?: number; offset?: number } = {}) => {
      const [first, ...rest] = await stub.getChatsOverview(page);
      return first && listed ? [{ ...first, picture: listed }, ...rest] : [];
    },
  };
  const fetchImage = async () => new Response('busy', { status: 503 });
  const running = enrichContacts({
    source: listed ? source : stub,
    storage,
    fetchImage,
    maxOutageMs: 60_000,
  });
  await vi.advanceTimersByTimeAsync(300_000);
  const { counts } = await running;
  return { counts, asked: stub.asked.filter((id) => id === chatIdOf(0)).length };
}

it('a URL that expires between two tries of its download is replaced by a new answer', async () => {
  const expiring = picture(URL_OF_CDN, { expiresAt: Date.now() + 500 });
  const { counts, asked } = await run((times) => (times === 1 ? expiring : NO_PICTURE));
  expect(counts).toMatchObject({ none: 2, failed: 0 });
  expect(asked).toBe(2);
});

it('an expired URL of the list is replaced by an answer about its chat', async () => {
  const expired = picture(URL_OF_CDN, { expiresAt: Date.now() - 1 });
  const { counts, asked } = await run(() => NO_PICTURE, expired);
  expect(counts).toMatchObject({ none: 2, failed: 0 });
  expect(asked).toBe(1);
});
