import { enrichContacts, forgetChat } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { formatReport } from '../../src/cli/commands/enrich/formatReport.js';
import { chatIdOf } from './enricher.fixture.js';
import { stubEnrichSource } from './stubEnrichSource.js';

it('a chat that forget has blocked is reported as blocked, and is not requested', async () => {
  const storage = createStorage();
  const source = stubEnrichSource(3);
  await forgetChat({ storage, chatId: chatIdOf(1), block: true });
  for (const dryRun of [true, false, false]) {
    const report = await enrichContacts({ source, storage, dryRun });
    expect(report.counts).toMatchObject({ blocked: 1, failed: 0 });
    expect(report.chats[1]).toMatchObject({ outcome: 'blocked', asked: false });
    expect(formatReport(report, { dryRun }).join()).toContain('1 blocked');
  }
  expect(source.asked).toEqual([chatIdOf(0), chatIdOf(2)]);
});
