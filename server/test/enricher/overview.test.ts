import { ChatPictureError } from 'chat-avatar/wawp';
import { type EnrichOptions, enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import { expect, it } from 'vitest';
import { failure, stubEnrichSource } from './stubEnrichSource.js';

type Overview = EnrichOptions['source']['getChatsOverview'];

/** A source with 200 chats. `refuse` returns the error for a page. */
function sourceThat(refuse: (page: { limit?: number; offset?: number }) => Error | undefined) {
  const source = stubEnrichSource(200);
  const pages: { limit?: number; offset?: number }[] = [];
  const getChatsOverview: Overview = async (page = {}) => {
    pages.push(page);
    const error = refuse(page);
    if (error) throw error;
    return source.getChatsOverview(page);
  };
  return { source: { ...source, getChatsOverview }, pages };
}

const enrich = (source: EnrichOptions['source'], top: number, maxOutageMs = 60_000) =>
  enrichContacts({ source, storage: createStorage(), top, backOffMs: 1, maxOutageMs, dryRun: true });

it.each([
  ['is slower than the time-out', failure('timeout')],
  ['is larger than the client accepts', new ChatPictureError('invalid-response', 'Too long.')],
])('an overview of which a page %s is read in smaller pages', async (_, error) => {
  const { source, pages } = sourceThat(({ limit = Number.POSITIVE_INFINITY }) =>
    limit > 30 ? error : undefined,
  );
  expect((await enrich(source, 60)).chats).toHaveLength(60);
  expect(pages.map(({ limit }) => limit)).toEqual([100, 50, 25, 25, 25]);
});

it('an overview that is too large in the smallest page fails with the reason, and is not asked for without a limit', async () => {
  const error = new ChatPictureError('invalid-response', 'Wawp answered more than 32.0 MB.');
  const { source, pages } = sourceThat(() => error);
  await expect(enrich(source, 60)).rejects.toMatchObject({
    code: 'invalid-response',
    message: expect.stringMatching(/too large even with limit=10, .* ignores limit.*more than 32\.0 MB\./),
  });
  expect(pages.map(({ limit }) => limit)).toEqual([100, 50, 25, 12, 10]);
});

it('an overview of which a later page fails is not taken for complete', async () => {
  for (const code of ['timeout', 'network', 'rate-limited'] as const) {
    const { source } = sourceThat(({ offset = 0 }) => (offset > 0 ? failure(code) : undefined));
    await expect(enrich(source, 150, 20)).rejects.toMatchObject({ code });
  }
});

it('an overview of a server that fails beyond the end of the list is complete', async () => {
  const { source } = sourceThat(({ offset = 0 }) => (offset >= 200 ? failure('server-error') : undefined));
  expect((await enrich(source, 300)).chats).toHaveLength(200);
});

it('an overview of a server that rejects limit and offset is read without them', async () => {
  const rejected = new ChatPictureError('invalid-response', 'Unknown parameter.', { status: 400 });
  const { source, pages } = sourceThat(({ limit }) => (limit === undefined ? undefined : rejected));
  expect((await enrich(source, 10)).chats).toHaveLength(10);
  expect(pages).toHaveLength(2);
});
