import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { photograph } from '../../../test/support/photographs.js';
import { picture } from '../../../test/support/sources.js';
import { chatIdOf } from './enricher.fixture.js';
import { NO_PICTURE, stubEnrichSource } from './stubEnrichSource.js';
import { withMethods } from './withMethods.js';

it('a store that executes writes and loses their answers: each chat is counted as stored, and asked for once', async () => {
  const photo = new Uint8Array(await photograph(16));
  const failed = new Set<string>();
  const storage = withMethods(createStorage(), ['setItem', 'setItemRaw'], async (run, key) => {
    await run();
    if (!key.startsWith('chats:') || failed.has(key)) return;
    failed.add(key);
    throw Object.assign(new Error('gone'), { code: 'ECONNRESET' });
  });
  const source = stubEnrichSource(6, ({ chatId }) =>
    chatId < chatIdOf(3) ? NO_PICTURE : picture(`https://pps.whatsapp.net/v/${chatId}.jpg`),
  );
  const report = await enrichContacts({
    source,
    storage,
    backOffMs: 1,
    fetchImage: async () => new Response(photo, { headers: { 'content-type': 'image/jpeg' } }),
  });
  expect(failed.size).toBe(6);
  expect(report.counts).toMatchObject({ none: 3, stored: 3, 'not-due': 0, failed: 0 });
  expect(report.bytes).toBe(3 * photo.length);
  expect(source.asked).toHaveLength(6);
});
