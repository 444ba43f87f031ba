import { type EnrichProgress, enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { bytesInUse } from '../support/bytesInUse.js';
import { stubEnrichSource } from './stubEnrichSource.js';

const CHATS = 20_000;

it('a result takes the place of its chat in memory', async () => {
  const inUse = new Map<number, number>();
  const onProgress = ({ done }: EnrichProgress) => {
    if (done === 1 || done === CHATS) inUse.set(done, bytesInUse());
  };
  const { chats } = await enrichContacts({
    source: stubEnrichSource(CHATS),
    storage: createStorage(),
    top: CHATS,
    dryRun: true,
    onProgress,
  });
  expect(chats).toHaveLength(CHATS);
  // 100 bytes with a list of results beside that of the chats.
  expect(((inUse.get(CHATS) ?? 0) - (inUse.get(1) ?? 0)) / CHATS).toBeLessThan(30);
});
