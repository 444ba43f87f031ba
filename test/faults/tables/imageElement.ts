import { parseChatId } from 'chat-avatar/wawp';
import { createStorage, type Storage } from 'unstorage';
import { PictureStore } from '../../../server/src/store/PictureStore.js';
import { JOHN } from '../../support/chats.js';
import { decoder } from '../entries/decoder.js';
import { gatewayOf, storeFace } from '../entries/gateway.js';
import { failingClient } from '../entries/wawpClient.js';
import type { FaultTable } from '../markdown.js';

/** A face that is stored, and the URL that `<img>` loads. */
interface Shown {
  storage: Storage;
  gateway: ReturnType<typeof gatewayOf>;
  url: string;
}

const DAY = 24 * 60 * 60 * 1000;

async function show(): Promise<Shown> {
  const source = failingClient(
    { name: '', answer: async () => new Response('', { status: 500 }) },
    () => true,
  ).client;
  const storage = await storeFace(createStorage(), source.id);
  let elapsed = 0;
  const gateway = gatewayOf({ source, storage, options: { now: () => Date.now() + elapsed } });
  const { pictures } = await (await gateway.look()).json();
  const fetch: typeof gateway.fetch = (path, init) => {
    if (path.startsWith('later ')) elapsed = 3 * DAY;
    return gateway.fetch(path.replace('later ', ''), init);
  };
  return { storage, gateway: { ...gateway, fetch }, url: pictures[0].picture.url };
}

const failReads = (storage: Storage, fail: () => Promise<never>) =>
  Object.assign(storage, { hasItem: fail, getItem: fail, getItemRaw: fail });

const FAULTS: [name: string, load: (shown: Shown) => Promise<Response>][] = [
  ['signed by another secret', ({ gateway, url }) => gateway.fetch(url.replace(/sig=.{4}/, 'sig=AAAA'))],
  ['expired', ({ gateway, url }) => gateway.fetch(`later ${url}`)],
  [
    'the chat was forgotten',
    async ({ storage, gateway, url }) => {
      await new PictureStore(storage).forget(parseChatId(JOHN));
      return gateway.fetch(url);
    },
  ],
  [
    'the bytes in the store are damaged',
    async ({ storage, gateway, url }) => {
      for (const key of await storage.getKeys('images')) await storage.setItemRaw(key, new Uint8Array(9));
      return gateway.fetch(url);
    },
  ],
  ['the bytes cannot be decoded', ({ gateway, url }) => gateway.fetch(url)],
  [
    'the store refuses connections',
    ({ storage, gateway, url }) => {
      failReads(storage, () => Promise.reject(Object.assign(new Error(), { code: 'ECONNREFUSED' })));
      return gateway.fetch(url);
    },
  ],
  [
    'the store does not answer',
    ({ storage, gateway, url }) => {
      failReads(storage, () => new Promise(() => {}));
      return gateway.fetch(url);
    },
  ],
];

async function describe(load: (shown: Shown) => Promise<Response>): Promise<string[]> {
  const response = await load(await show());
  const { code } = await response.json();
  const retryAfter = response.headers.get('retry-after');
  return [
    `${response.status} \`${code}\`${retryAfter === null ? '' : `, Retry-After: ${retryAfter}`}`,
    `\`${response.headers.get('cache-control')}\``,
  ];
}

/** An `<img>` loads the URL of a stored picture. Run it alone: one of its rows takes sharp away from all. */
export async function imageElement(): Promise<FaultTable> {
  const rows = await Promise.all(FAULTS.map(async ([name, load]) => [name, ...(await describe(load))]));
  decoder.isMissing = true;
  const missing = await describe(({ gateway, url }) => gateway.fetch(url)).finally(() => {
    decoder.isMissing = false;
  });
  return {
    title: 'The image, loaded by `<img>`',
    intro: `The browser has the answer about a chat, and loads the picture behind its URL. To an avatar all of these are the same \`error\` event: it shows initials
at once, asks for the chat once more, and loads the image again on a new answer or after a growing pause (rule 7).`,
    columns: ['failure', '`GET /images/…`', '`Cache-Control`'],
    rows: [...rows, ['sharp cannot be loaded', ...missing]],
  };
}
