import { type EnrichOptions, enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { beforeAll, describe, expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { picture } from '../../../test/support/sources.js';
import { chatIdOf, HOUR, NOW } from './enricher.fixture.js';
import { stubEnrichSource } from './stubEnrichSource.js';

const CHATS = 12;
/** The chats whose pictures cannot be downloaded. */
const BAD = new Set<string>(Array.from({ length: 5 }, (_, index) => urlOf(chatIdOf(index))));

let photo: Buffer<ArrayBuffer>;

beforeAll(async () => {
  photo = Buffer.from(await photograph(64));
});

function urlOf(chatId: string) {
  return `https://pps.whatsapp.net/v/${parseInt(chatId, 10)}.jpg`;
}

/** Two runs on one store. In the first one, five downloads of twelve fail. */
async function runTwice({
  hours,
  maxOutageMs,
  isDown = false,
}: {
  hours: number;
  /** Of the second run. */
  maxOutageMs?: number;
  isDown?: boolean;
}) {
  const storage = createStorage();
  const source = stubEnrichSource(CHATS, ({ chatId }) => picture(urlOf(chatId)));
  let now = NOW;
  let isHostDown = false;
  const run = (options: Partial<EnrichOptions> = {}) =>
    enrichContacts({
      source,
      storage,
      now: () => now,
      backOffMs: 10,
      fetchImage: async (url) =>
        isHostDown || BAD.has(String(url))
          ? new Response('busy', { status: 503 })
          : new Response(photo, { headers: { 'content-type': 'image/jpeg' } }),
      ...options,
    });
  const before = await run();
  expect(before.stopped).toBeUndefined();
  expect(before.counts).toMatchObject({ stored: CHATS - BAD.size, failed: BAD.size });
  now += hours * HOUR;
  isHostDown = isDown;
  return run({ maxOutageMs });
}

describe('pictures that fail in a run without another download', () => {
  it('do not end it, if the other chats are not due', async () => {
    const report = await runTwice({ hours: 0.1 });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ 'not-due': CHATS - BAD.size, failed: BAD.size });
  });

  it('do not end it, if the other pictures are the same as the day before', async () => {
    const report = await runTwice({ hours: 24 });
    expect(report.stopped).toBeUndefined();
    expect(report.counts).toMatchObject({ unchanged: CHATS - BAD.size, failed: BAD.size });
  });

  it('end it after maxOutageMs, if no picture can be downloaded', async () => {
    const report = await runTwice({ hours: 0.1, isDown: true, maxOutageMs: 1500 });
    expect(report.stopped?.code).toBe('image-http-error');
    expect(report.durationMs).toBeGreaterThanOrEqual(1500);
    expect(report.counts).toMatchObject({ 'not-due': CHATS - BAD.size, failed: BAD.size });
  });
});
