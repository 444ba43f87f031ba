import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatPicture } from 'chat-avatar/wawp';
import { openStore, type PictureGatewayOptions } from 'chat-avatar-server';
import { enrichContacts } from 'chat-avatar-server/enricher';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stubSource } from '../../../test/support/sources.js';
import { FACE, gatewayOf, JOHN, numbers, only, SHOWN } from '../gateway/gateways.fixture.js';
import { removeStore } from '../support/removeStore.js';
import { countCalls } from '../support/watchStorage.js';

type Storage = Exclude<PictureGatewayOptions['storage'], string | undefined>;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calls-'));
});
afterAll(() => removeStore(folder));

/** A driver that writes in place costs a read more: an intact picture is not written again. */
const WRITES_IN_PLACE = "a folder, through unstorage's driver";

const storages: Record<string, () => Storage | Promise<Storage>> = {
  memory: () => createStorage(),
  'a folder': () => openStore(join(folder, randomUUID())),
  [WRITES_IN_PLACE]: () => createStorage({ driver: fsDriver({ base: join(folder, randomUUID()) }) }),
};

/** The failures of other gateways, which are read once a second for all chats. */
const FAILURES = / settings:failures-/;

/** The mark of the last erasure, which is read once for each process and while pictures are in memory. */
const ERASURES = / settings:last-erasure/;

const answers: [string, ChatPicture, unknown, number][] = [
  ['a picture', FACE, SHOWN, 7],
  ['no picture', { status: 'none', reason: 'empty' }, { status: 'none', reason: 'empty' }, 5],
];

describe.each(Object.entries(storages))('a cold chat on %s', (name, open) => {
  const limitOf = (most: number) => (name === WRITES_IN_PLACE && most === 7 ? 8 : most);

  it.each(answers)(
    'with %s costs the gateway a bounded number of store calls',
    async (__, answer, shown, most) => {
      const { storage, calls } = countCalls(await open());
      const source = stubSource(() => answer);
      const { get } = gatewayOf({ source, storage, signingSecret: 'a-long-random-secret' });
      calls.length = 0;
      expect((await only(get(JOHN))).picture).toEqual(shown);
      const ofChat = calls.filter((call) => !FAILURES.test(call) && !ERASURES.test(call));
      expect(ofChat.length, calls.join('\n')).toBeLessThanOrEqual(limitOf(most));
      expect(calls.filter((call) => FAILURES.test(call))).toHaveLength(1);
      expect(calls.filter((call) => ERASURES.test(call)).length).toBeLessThanOrEqual(2);
    },
  );

  it.each(answers)(
    'with %s costs the enricher a bounded number of store calls',
    async (__, answer, ___, most) => {
      const { storage, calls } = countCalls(await open());
      const source = {
        ...stubSource(() => answer),
        getChatsOverview: async () => [{ chatId: JOHN as never }],
      };
      const { counts } = await enrichContacts({ source, storage });
      expect(counts.stored + counts.none).toBe(1);
      // Without the settings, which are written once for all chats of a run.
      expect(
        calls.filter((call) => !/mount| settings:/i.test(call)).length,
        calls.join('\n'),
      ).toBeLessThanOrEqual(limitOf(most));
    },
  );
});

it('ten pictures mount nothing into the storage of the application', async () => {
  const { storage, calls } = countCalls(createStorage());
  const { get } = gatewayOf({ storage });
  calls.length = 0;
  await get(...numbers(10));
  expect(calls.filter((call) => /mount/i.test(call))).toEqual([]);
  expect(storage.getMounts('')).toHaveLength(1);
});
