import { createStorage, type Storage } from 'unstorage';
import { storedHashes } from '../../../server/src/cli/shared/storedHashes.js';
import { lastSuccess } from '../../../server/src/enricher/lastSuccess.js';
import { appendChecksum, verifyChecksum } from '../../../server/src/store/checksum.js';
import { Blocks } from '../../../server/src/store/erase/Blocks.js';
import { markErasure, readErasureMark } from '../../../server/src/store/erase/erasureMark.js';
import { blockedKey, isHash, settingKey } from '../../../server/src/store/layout.js';
import { sharedSecret } from '../../../server/src/store/sharedSetting.js';
import { StorageClient } from '../../../server/src/store/storage/StorageClient.js';
import { parseChatId } from '../../../src/chat/chatId.js';
import { JOHN } from '../../support/wawp.js';
import { type Parser, parser } from '../Parser.js';

const CHAT = parseChatId(JOHN);
const SECRET = 'signing';

/** A store with a value: every other time the text as it is. */
async function storeWith(key: string, text: string, value: string): Promise<Stored> {
  const storage = createStorage();
  await storage.setItemRaw(key, text.length % 2 === 0 ? text : value);
  return { storage, client: new StorageClient(storage, 5_000) };
}

interface Stored {
  storage: Storage;
  client: StorageClient;
}

/** The same question twice: what was damaged is replaced, so that the answers are the same. */
const twice = async <T>(ask: () => Promise<T>): Promise<[T, T]> => [await ask(), await ask()];

const SUCCESS = await (async () => {
  const storage = createStorage();
  await lastSuccess(storage, 'wawp', 1);
  const [key = ''] = await storage.getKeys('settings');
  return key;
})();

/** Readers of settings, marks and copies in a store. */
export const settingParsers: Record<string, Parser> = {
  'a signing secret in the store': parser(
    async (text) => {
      const { storage } = await storeWith(
        settingKey(SECRET),
        text,
        `{"value":"one","former":[${text},${text}]}`,
      );
      return twice(() => sharedSecret(storage, SECRET, { make: () => 'made', used: [] }));
    },
    ([first, second]: [{ value: string; former: string[] }, { value: string; former: string[] }]) => {
      const isText = [first.value, ...first.former].every(
        (secret) => typeof secret === 'string' && secret !== '',
      );
      if (!isText) return `secrets ${JSON.stringify(first)}`;
      return first.value === second.value ? undefined : `${first.value}, then ${second.value}`;
    },
  ),
  'the mark of an erasure': parser(
    async (text) => {
      const { client } = await storeWith(settingKey('last-erasure'), text, `{"id":${text}}`);
      const [first, second] = await twice(() => readErasureMark(client));
      await markErasure(client);
      return [first, second, await readErasureMark(client)];
    },
    ([first, second, next]: string[]) =>
      typeof first === 'string' && first === second && first !== next
        ? undefined
        : `${first}, ${second}, ${next}`,
  ),
  'a block in the store': parser(
    async (text) => {
      const { client } = await storeWith(blockedKey(CHAT), text, `{"since":${text}}`);
      // unstorage takes the text "null" for a value that is not there.
      return (await client.readJson(blockedKey(CHAT))) === undefined ? 0 : new Blocks(client).since(CHAT);
    },
    (since: number | undefined) =>
      since !== undefined && Number.isFinite(since) && since >= 0 ? undefined : `since ${since}`,
  ),
  'the last success in the store': parser(
    async (text) => {
      const { storage } = await storeWith(SUCCESS, text, `{"lastSuccessAt":${text}}`);
      return lastSuccess(storage, 'wawp', undefined);
    },
    (at: number | undefined) =>
      at === undefined || typeof at === 'number' ? undefined : `at ${JSON.stringify(at)}`,
  ),
  'the pictures of any record': parser(
    (text) => {
      try {
        return [...storedHashes(JSON.parse(text))];
      } catch {
        return [...storedHashes(text)];
      }
    },
    (hashes: string[]) => (hashes.every(isHash) ? undefined : `hashes ${hashes}`),
  ),
  'a resized picture in the store': parser(
    (text) => {
      const bytes = Buffer.from(text);
      return [verifyChecksum(bytes), verifyChecksum(appendChecksum(bytes))];
    },
    ([torn, whole]: (Uint8Array | undefined)[], text) =>
      torn === undefined && whole !== undefined && Buffer.from(text).equals(whole)
        ? undefined
        : 'a torn picture is used',
  ),
};
